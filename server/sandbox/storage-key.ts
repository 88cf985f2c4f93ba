/** What a key of the storage names, inside one job. */
export type StorageKey =
  | { readonly jobId: number; readonly kind: 'input'; readonly slot: string }
  | { readonly jobId: number; readonly kind: 'result' }
  | { readonly jobId: number; readonly kind: 'produced'; readonly name: string };

/** Prints a key as a path without a leading slash. */
export function printKey(key: StorageKey): string {
  switch (key.kind) {
    case 'input':
      return `media/${key.jobId}/inputs/${key.slot}`;
    case 'result':
      return `media/${key.jobId}/result.json`;
    case 'produced':
      return `media/${key.jobId}/produced/${key.name}`;
  }
}

/** Reads the path of a URL; null when it names nothing the storage could have. */
export function parseKey(pathname: string): StorageKey | null {
  const [, id, rest] = /^\/media\/([1-9]\d{0,14})\/(.+)$/.exec(pathname) ?? [];
  if (id === undefined || rest === undefined) return null;
  const jobId = Number(id);
  if (rest === 'result.json') return { jobId, kind: 'result' };
  const [, folder, name] = /^(inputs|produced)\/([a-z][a-z0-9.-]*)$/.exec(rest) ?? [];
  if (name === undefined) return null;
  return folder === 'inputs' ? { jobId, kind: 'input', slot: name } : { jobId, kind: 'produced', name };
}
