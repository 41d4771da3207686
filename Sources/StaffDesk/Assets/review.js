// The review form by the keyboard: the picture follows the word in hand, Enter goes on, what is typed is kept as a draft.
// All of it works without this.

const form = document.querySelector('form[data-review]');
if (form) {
  const rows = [...form.querySelectorAll('fieldset[data-box]')];
  const boxes = document.querySelector('.viewer .boxes');
  const viewer = boxes?.closest('.viewer');
  const input = (row) => row.querySelector('input[type="text"], input:not([type])');

  // One rectangle for the word in hand; the picture is drawn closer and moves there.
  const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  const show = (row) => {
    if (!boxes) return;
    const [x, y, width, height] = row.dataset.box.split(' ').map(Number);
    const grown = { x: x - 4, y: y - 2, width: width + 8, height: height + 4 };
    for (const [name, value] of Object.entries(grown)) rect.setAttribute(name, String(value));
    boxes.replaceChildren(rect);
    viewer.classList.add('close');
    const sheet = boxes.getBoundingClientRect();
    viewer.scrollTo({
      left: (x + width / 2) / 1000 * sheet.width - viewer.clientWidth / 2,
      top: (y + height / 2) / 1000 * sheet.height - viewer.clientHeight / 2,
    });
  };
  form.addEventListener('focusin', (event) => {
    const row = event.target.closest('fieldset[data-box]');
    if (row) show(row);
  });

  const decided = (row) => input(row).value.trim() !== '' || row.querySelector('input[type="checkbox"]:checked');
  const next = (row) => {
    const rest = rows.slice(rows.indexOf(row) + 1);
    const wanted = rest.find((other) => !decided(other)) ?? rows.find((other) => !decided(other));
    if (wanted) { input(wanted).focus(); } else { form.querySelector('button.main').focus(); }
  };
  const mark = (row, name) => {
    const box = row.querySelector(`input[name^="${name}."]`);
    box.checked = !box.checked;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    if (box.checked) next(row);
  };

  form.addEventListener('keydown', (event) => {
    const row = event.target.closest('fieldset[data-box]');
    if (event.key === 'Enter' && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector('button.main'));
      return;
    }
    // What was typed goes into the draft on the way.
    if (event.key === 'F8') {
      event.preventDefault();
      document.querySelector('a[data-next-open]')?.click();
      return;
    }
    // A Vietnamese input method ends a word with Enter, too.
    if (!row || event.isComposing) return;
    if (event.key === 'Enter') { event.preventDefault(); next(row); }
    if (event.key === 'F2') { event.preventDefault(); mark(row, 'c'); }
    if (event.key === 'F4') { event.preventDefault(); mark(row, 'n'); }
    const digit = event.altKey && event.code.match(/^Digit([1-9])$/);
    const other = digit && row.querySelectorAll('datalist option')[Number(digit[1]) - 1];
    if (other) {
      event.preventDefault();
      input(row).value = other.value;
      input(row).dispatchEvent(new Event('input', { bubbles: true }));
      next(row);
    }
  });

  // Drafts: a closed tab, an ended session or a server that restarts loses nothing. Each also keeps the item.
  const address = form.dataset.review;
  let timer = null, dirty = false, sending = null;
  const body = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'));
  const keep = async () => {
    timer = null;
    dirty = false;
    sending = new AbortController();
    try {
      await fetch(address, {
        method: 'POST', body: body(), credentials: 'same-origin', redirect: 'manual', signal: sending.signal,
      });
    } catch { dirty = true; }
  };
  form.addEventListener('input', () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 1500);
  });
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    dirty = false;
    sending?.abort();
  });
  addEventListener('pagehide', () => {
    if (dirty) navigator.sendBeacon(address, body());
  });

  const first = rows.find((row) => !decided(row));
  if (first) input(first).focus();
}
