// The least a browser can do: one PUT of the chosen file to the presigned address in the page's own address. With
// `keeping` beside it, the least that an upload does which is to have a fingerprint and to outlive its page.
const search = new URLSearchParams(location.search);
const field = document.querySelector('input');
let isHashed = false;
let isCopied = false;

Object.assign(globalThis, { hasKept: () => isHashed && isCopied });

field?.addEventListener('change', () => {
  const file = field.files?.[0];
  if (!file) return;
  const xhr = new XMLHttpRequest();
  xhr.open('PUT', search.get('put') ?? '');
  xhr.setRequestHeader('Content-Type', file.type);
  xhr.send(file);
  if (!search.has('keeping')) return;
  const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', () => (isHashed = true));
  worker.postMessage(file);
  const opening = indexedDB.open('copies');
  opening.addEventListener('upgradeneeded', () => void opening.result.createObjectStore('files'));
  opening.addEventListener('success', () => {
    const copying = opening.result.transaction('files', 'readwrite');
    copying.objectStore('files').put(file, 1);
    copying.addEventListener('complete', () => (isCopied = true));
  });
});
