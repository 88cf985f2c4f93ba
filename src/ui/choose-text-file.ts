/** Lets a person choose a JSON file and gives its text; null when they choose none. */
export function chooseTextFile(): Promise<string | null> {
  const { promise, resolve, reject } = Promise.withResolvers<string | null>();
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json,application/json';
  input.addEventListener('cancel', () => resolve(null));
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) void file.text().then(resolve, reject);
    else resolve(null);
  });
  input.click();
  return promise;
}
