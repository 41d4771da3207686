// Hands a statement over from the browser: the file goes as it is, the answer leads to its page.

const place = document.getElementById('statement');
if (place) {
  const input = place.querySelector('input[type="file"]'), status = place.querySelector('[role="status"]');
  const send = async (file) => {
    if (!file) return;
    status.textContent = `${file.name} …`;
    input.disabled = true;
    try {
      const answer = await fetch('/post/statements', {
        method: 'POST', body: file, credentials: 'same-origin', redirect: 'error',
        headers: { 'X-CSRF-Token': place.dataset.csrf, 'X-File-Name': encodeURIComponent(file.name),
          'Content-Type': 'application/octet-stream' },
      });
      if (answer.ok) { location.assign(answer.headers.get('Location')); return; }
      // A refusal comes as a page: its sentence is shown here, where the file was dropped.
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      status.textContent = [...page.querySelectorAll('main p, main code')].map((part) => part.textContent).join(' ');
    } catch (error) { status.textContent = `${file.name}: ${error.message}`; }
    input.disabled = false;
    input.value = '';
  };
  input.addEventListener('change', () => send(input.files[0]));
  for (const kind of ['dragover', 'dragleave', 'drop']) {
    place.addEventListener(kind, (event) => {
      event.preventDefault();
      place.classList.toggle('over', kind === 'dragover');
      if (kind === 'drop') send(event.dataTransfer.files[0]);
    });
  }
}
