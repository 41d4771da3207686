// What pages do beyond being read: every page works without it.

const part = async (address) => {
  const answer = await fetch(address, { headers: { 'X-Part': '1' }, credentials: 'same-origin' });
  if (answer.status === 401) { location.reload(); return null; }
  return answer.ok ? answer.text() : null;
};

// Puts new content in the place of old without losing the keyboard's place or what is open.
const put = (place, html) => {
  const id = place.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  place.innerHTML = html;
  if (id) place.querySelector(`a[href="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
};

// Live parts: the server says that something moved, the part is asked for again. Closed while nobody looks: a browser
// has few connections to one host.
for (const place of document.querySelectorAll('[data-live]')) {
  let source = null, timer = null, wanted = false, busy = false;
  const refresh = async () => {
    timer = null;
    if (busy) { wanted = true; return; }
    busy = true;
    try {
      const html = await part(place.dataset.part);
      if (html !== null) put(place, html);
    } catch { /* the stream tells when the server is back */ }
    busy = false;
    if (wanted) { wanted = false; soon(); }
  };
  const soon = () => { timer ??= setTimeout(refresh, 400); };
  const open = () => {
    if (source) return;
    source = new EventSource(place.dataset.live);
    source.addEventListener('changed', soon);
    // After a break nobody knows what was missed.
    source.addEventListener('hello', soon);
    source.addEventListener('finished', () => { source.close(); source = null; place.removeAttribute('data-live'); soon(); });
  };
  const shut = () => { source?.close(); source = null; };
  document.addEventListener('visibilitychange', () => {
    if (!place.hasAttribute('data-live')) return;
    if (document.hidden) { shut(); } else { open(); }
  });
  addEventListener('pagehide', shut);
  open();
}

// Search while one types; the address follows, so that going back leads to what was seen.
for (const form of document.querySelectorAll('form[data-search]')) {
  const place = document.getElementById(form.dataset.search);
  let timer = null, turn = 0;
  const address = () => {
    const fields = [...new FormData(form)].filter(([, value]) => value !== '');
    return fields.length ? `${form.getAttribute('action')}?${new URLSearchParams(fields)}` : form.getAttribute('action');
  };
  const find = async () => {
    const mine = ++turn, to = address();
    try {
      const html = await part(to);
      // An answer that was overtaken is not shown.
      if (html !== null && mine === turn) { place.innerHTML = html; history.replaceState(null, '', to); }
    } catch { /* the button still works */ }
  };
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(find, 180); });
}

// Keys that a page names on its links: `data-key="n"`. Never while somebody writes.
const writes = (element) => element.closest('input, textarea, select, [contenteditable]');
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return;
  // Enter on a link or a button means that link or button.
  if (event.key === 'Enter' && event.target.closest('a, button, summary')) return;
  const input = document.querySelector(`[data-focus="${CSS.escape(event.key)}"]`);
  if (input) { event.preventDefault(); input.focus(); return; }
  const link = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!link || (event.key.startsWith('Arrow') && event.target.closest('.viewer'))) return;
  event.preventDefault();
  link.click();
});

// The next word that is not sure, by one key: its place is marked on the picture, which moves there. One rectangle, however
// many words a page has.
const words = [...document.querySelectorAll('.unsure[data-box]')];
const boxes = document.querySelector('.viewer .boxes');
if (words.length && boxes) {
  const viewer = boxes.closest('.viewer'), rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  const next = document.querySelector('[data-next-unsure]');
  let current = -1;
  const show = (place) => {
    current = place;
    const [x, y, width, height] = words[place].dataset.box.split(' ').map(Number);
    const grown = { x: x - 4, y: y - 2, width: width + 8, height: height + 4 };
    for (const [name, value] of Object.entries(grown)) rect.setAttribute(name, String(value));
    boxes.append(rect);
    words[place].focus({ preventScroll: false });
    const sheet = boxes.getBoundingClientRect();
    viewer.scrollTo({
      left: (x + width / 2) / 1000 * sheet.width - viewer.clientWidth / 2,
      top: (y + height / 2) / 1000 * sheet.height - viewer.clientHeight / 2,
    });
  };
  words.forEach((word, place) => word.addEventListener('click', () => show(place)));
  next.hidden = false;
  next.addEventListener('click', () => show((current + 1) % words.length));
}

// A barcode wedge types a whole code faster than a person and ends with Enter: it goes into the field for it, wherever
// the cursor is.
const field = document.querySelector('[data-wedge]');
if (field) {
  let typed = '', last = 0;
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const now = event.timeStamp;
    // Generous: a busy machine hands keys on late, and only a whole code counts.
    if (now - last > 150) typed = '';
    last = now;
    if (event.key === 'Enter') {
      const sheet = typed.match(/^SOHOA1\/([^/]+)\/([^/]+)/);
      const code = sheet ? sheet[1] : typed;
      if (/^[0-9A-Z.]{3,}-\d{6}-\d{4}$/.test(code) && event.target !== field) {
        event.preventDefault();
        field.value = code;
        const component = document.getElementById('component');
        if (sheet && component) component.value = sheet[2];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.focus();
      }
      typed = '';
    } else if (event.key.length === 1) {
      typed += event.key;
    }
  });
}
