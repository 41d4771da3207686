// Hands files over to the station API from the browser: a batch is opened, each file put with its digest, then the batch
// completed. What was sent before is not sent again: after a break the same files go on where they stopped.

const form = document.getElementById('drop');
const list = form?.querySelector('.transfers');
const chosen = new Map();

// SHA-256 (FIPS 180-4) of a file, piece by piece: the browser's own is faster, but wants all of it in memory, and https.
const K = new Uint32Array(64), H0 = new Uint32Array(8);
{
  let n = 0;
  const root = (x, e) => { const r = x ** e; return Math.floor((r - Math.floor(r)) * 2 ** 32); };
  for (let p = 2; n < 64; p++) {
    let prime = true;
    for (let d = 2; d * d <= p; d++) if (p % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (n < 8) H0[n] = root(p, 1 / 2);
    K[n++] = root(p, 1 / 3);
  }
}
const encoded = (bytes) => btoa(String.fromCharCode(...bytes));
const digest = async (file) => {
  if (globalThis.crypto?.subtle && file.size < 2 ** 28) {
    return encoded(new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer())));
  }
  const h = new Uint32Array(H0), w = new Uint32Array(64), rest = new Uint8Array(64);
  let held = 0;
  const block = (bytes, at) => {
    for (let i = 0; i < 16; i++, at += 4) {
      w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15], b = w[i - 2];
      const s0 = ((a >>> 7) | (a << 25)) ^ ((a >>> 18) | (a << 14)) ^ (a >>> 3);
      const s1 = ((b >>> 17) | (b << 15)) ^ ((b >>> 19) | (b << 13)) ^ (b >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, k] = h;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (k + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      k = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += k;
  };
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    let at = 0;
    if (held) {
      const taken = Math.min(64 - held, value.length);
      rest.set(value.subarray(0, taken), held);
      held += taken; at = taken;
      if (held === 64) { block(rest, 0); held = 0; }
    }
    for (; at + 64 <= value.length; at += 64) block(value, at);
    if (at < value.length) { rest.set(value.subarray(at)); held = value.length - at; }
  }
  const end = new Uint8Array(held < 56 ? 64 : 128);
  end.set(rest.subarray(0, held));
  end[held] = 0x80;
  const view = new DataView(end.buffer), bits = file.size * 8;
  view.setUint32(end.length - 8, Math.floor(bits / 2 ** 32));
  view.setUint32(end.length - 4, bits >>> 0);
  for (let at = 0; at < end.length; at += 64) block(end, at);
  const bytes = new Uint8Array(32), out = new DataView(bytes.buffer);
  h.forEach((word, i) => out.setUint32(i * 4, word));
  return encoded(bytes);
};

const row = (name, size) => {
  const item = document.createElement('li');
  const label = document.createElement('span');
  label.className = 'wide';
  label.textContent = name;
  const bar = document.createElement('progress');
  bar.max = Math.max(size, 1);
  bar.value = 0;
  bar.setAttribute('aria-label', name);
  const state = document.createElement('span');
  state.className = 'small';
  item.append(label, bar, state);
  list.append(item);
  return { bar, state };
};

const choose = (files) => {
  for (const file of files) {
    if (!file.size && !file.type && file.name.indexOf('.') < 0) continue;
    if (chosen.has(file.name)) continue;
    chosen.set(file.name, { file, ...row(file.name, file.size) });
  }
  form.querySelector('button').disabled = chosen.size === 0;
  const name = form.elements.namedItem('name');
  if (!name.value && chosen.size) {
    const now = new Date(), two = (n) => String(n).padStart(2, '0');
    name.value = `Lô ${two(now.getDate())}-${two(now.getMonth() + 1)} ${two(now.getHours())}h${two(now.getMinutes())}`;
  }
};

const words = (told) => document.documentElement.lang === 'en' ? told.message_en : told.message_vi;

const call = async (method, path, body) => {
  const answer = await fetch(`/v1/${path}`, {
    method, credentials: 'same-origin',
    headers: { 'X-CSRF-Token': form.dataset.csrf, ...(body ? { 'Content-Type': 'application/json' } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(words(told) ?? String(answer.status)), { told, status: answer.status });
  return told;
};

// The older interface: the newer one does not tell how far it has come.
const send = (batch, entry, sha256) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  request.open('PUT', `/v1/batches/${batch}/files/${encodeURIComponent(entry.file.name)}`);
  request.setRequestHeader('X-CSRF-Token', form.dataset.csrf);
  request.setRequestHeader('Content-Digest', `sha-256=:${sha256}:`);
  request.upload.onprogress = (event) => { entry.bar.value = event.loaded; };
  request.onload = () => {
    if (request.status < 300) return resolve();
    let told = {};
    try { told = JSON.parse(request.responseText); } catch { /* no JSON */ }
    reject(Object.assign(new Error(words(told) ?? String(request.status)), { told, status: request.status }));
  };
  request.onerror = () => reject(new Error('network'));
  request.send(entry.file);
});

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const transfer = async (batch, entry) => {
  const sha256 = await digest(entry.file);
  for (let attempt = 0; ; attempt++) {
    try {
      await send(batch, entry, sha256);
      entry.bar.value = entry.bar.max;
      entry.state.textContent = form.dataset.done;
      return;
    } catch (error) {
      const passing = !error.status || error.status === 429 || error.status >= 500;
      if (!passing || attempt >= 5) throw error;
      entry.state.textContent = form.dataset.again;
      await pause(500 * 2 ** attempt);
    }
  }
};

let key = null;
const handIn = async () => {
  const outcome = form.querySelector('.outcome'), button = form.querySelector('button');
  outcome.textContent = '';
  button.disabled = true;
  try {
    key ??= `desk-${Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')}`;
    const opened = await call('POST', 'batches', {
      name: form.elements.namedItem('name').value, urgent: form.elements.namedItem('urgent').checked, idempotency_key: key,
    });
    const waiting = [...chosen.values()];
    const worker = async () => {
      for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
        entry.state.textContent = form.dataset.sending;
        await transfer(opened.id, entry);
      }
    };
    await Promise.all([worker(), worker()]);
    outcome.textContent = form.dataset.taking;
    const done = await call('POST', `batches/${opened.id}/complete`, { file_count: chosen.size });
    location.href = `/batches/${done.batch?.id ?? ''}?done=handed_in`;
  } catch (error) {
    const note = document.createElement('p');
    note.className = 'note bad';
    note.textContent = `${form.dataset.failed} ${error.message}${error.told?.code ? ` (${error.told.code})` : ''}`;
    outcome.replaceChildren(note);
    // Another name or other files are another batch.
    if (error.told?.code === 'key_taken' || error.told?.code === 'batch_completed') key = null;
    button.disabled = false;
  }
};

if (form) {
  form.addEventListener('submit', (event) => { event.preventDefault(); handIn(); });
  form.querySelector('input[type="file"]').addEventListener('change', (event) => {
    choose(event.target.files);
    event.target.value = '';
  });
  for (const name of ['dragenter', 'dragover']) {
    form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add('over'); });
  }
  form.addEventListener('dragleave', () => form.classList.remove('over'));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    form.classList.remove('over');
    choose(event.dataTransfer.files);
  });
  // A file that misses its place would open in the browser and take the page away.
  for (const name of ['dragover', 'drop']) addEventListener(name, (event) => event.preventDefault());
}
