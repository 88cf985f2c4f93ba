// Looks into the app's own database, as `src/upload/storage/queue-db.ts` lays it out.
declare global {
  // oxlint-disable-next-line no-var -- a property of the page's global object
  var keptInApp: (files: number) => Promise<boolean>;
}

/** Whether the app has the SHA-256 of so many files, and their copies. */
globalThis.keptInApp = async (files) => {
  const found = (await indexedDB.databases()).find(({ name }) => name?.startsWith('assay-upload-'));
  if (!found?.name) return false;
  const database = await ended(indexedDB.open(found.name));
  try {
    const transaction = database.transaction(['evidence', 'kept']);
    const [evidence, kept] = await Promise.all([ended(transaction.objectStore('evidence').getAll()), ended(transaction.objectStore('kept').count())]);
    return kept === files && evidence.filter((record: { readonly sha256: string | null }) => record.sha256 !== null).length === files;
  } finally {
    database.close();
  }
};

function ended<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('The database gives no reason.')));
  });
}
