// No peer: puts jobs into the app's own index on disk, by the app's own code, as it stands once everything has been
// read. Reading 100,000 details takes the app minutes, since it is gentle with the platform; that is not measured here.
import { chunkOf, packChunk } from '#src/jobs/index/store/chunk.ts';
import { JobColumns } from '#src/jobs/index/store/column-store.ts';
import { openIndexStorage } from '#src/jobs/index/store/idb-index-storage.ts';
import type { IndexedJob } from '#src/jobs/model/indexed-job.ts';

const jobs: IndexedJob[] = await (await fetch('/peers/index.json')).json();
const session: { account: string } = await (await fetch('/api/session')).json();
const columns = new JobColumns();
for (const job of jobs) columns.put(job);
const storage = await openIndexStorage(session.account);
const chunks = Array.from({ length: chunkOf(columns.slotCount - 1) + 1 }, (_, number) => packChunk(columns, number));
await storage.save({ revision: 1, contiguous: null, unreadable: 0 }, chunks);
storage.close();
document.title = `${jobs.length} jobs in the index`;
