// The least a browser can do: one PUT of the chosen file to the presigned address in the page's own address.
const url = new URLSearchParams(location.search).get('put') ?? '';
const field = document.querySelector('input');

field?.addEventListener('change', () => {
  const file = field.files?.[0];
  if (!file) return;
  const xhr = new XMLHttpRequest();
  xhr.open('PUT', url);
  xhr.setRequestHeader('Content-Type', file.type);
  xhr.send(file);
});
