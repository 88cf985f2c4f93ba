// The least that an upload of many files does which charges nothing twice: each file is hashed and copied, and what a
// crash must not make it forget is on the disk before the next step. No queue, no retries, no list; four files at once.
const AT_ONCE = 4;
const AUTHORIZATION = { Authorization: 'Bearer api_sandbox' };
const field = document.querySelector('input');

field?.addEventListener('change', async () => {
  const database = await openDatabase();
  const line = [...(field.files ?? [])].values();
  for (let n = 0; n < AT_ONCE; n += 1) void work(line, database);
});

async function work(line: Iterator<File> & Iterable<File>, database: IDBDatabase): Promise<void> {
  for (const file of line) await upload(file, database);
}

async function upload(file: File, database: IDBDatabase): Promise<void> {
  const note = (step: object) => write(database, 'steps', { name: file.name, ...step }, file.name, 'strict');
  const sha256 = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  await write(database, 'copies', file, file.name, 'default');
  await note({ sha256, createAskedAt: Date.now() });
  const body = JSON.stringify({ taskTypeId: '1', inputs: [{ slotName: 'original', fileName: file.name, contentType: file.type, sizeBytes: file.size }] });
  const created = await fetch('/api/v1/jobs?taskTypeId=1', { method: 'POST', headers: { ...AUTHORIZATION, 'Content-Type': 'application/json' }, body });
  const job = await created.json();
  const { uploadUrl } = job.inputs[0];
  await note({ sha256, jobId: job.jobId, uploadUrl });
  const sent = await fetch(uploadUrl, { method: 'PUT', headers: { 'Content-Type': file.type }, body: file });
  await sent.text();
  await note({ sha256, jobId: job.jobId, uploadUrl, finalizeAskedAt: Date.now() });
  const finalized = await fetch(`/api/v1/jobs/${job.jobId}/finalize`, { method: 'POST', headers: AUTHORIZATION });
  // A request counts as ended once its answer has been read.
  await finalized.text();
  await note({ sha256, jobId: job.jobId, isFinalized: true });
}

function openDatabase(): Promise<IDBDatabase> {
  const opening = indexedDB.open('steps');
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore('steps');
    opening.result.createObjectStore('copies');
  });
  return new Promise((resolve, reject) => {
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error ?? new Error('No database.')));
  });
}

function write(database: IDBDatabase, store: string, value: unknown, key: string, durability: IDBTransactionDurability): Promise<void> {
  const transaction = database.transaction(store, 'readwrite', { durability });
  transaction.objectStore(store).put(value, key);
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('The write was undone.')));
  });
}
