import { createApi } from './api.ts';
import { Balances } from './balances.ts';
import { prepareDataDir } from './data-dir.ts';
import { explainDataDirErrors } from './data-dir-error.ts';
import { type DataDirLock, lockDataDir } from './data-dir-lock.ts';
import { openDatabase, presignSecret } from './database.ts';
import { Finalizer } from './finalizer.ts';
import { JobFolders } from './job-folders.ts';
import { JobStore } from './job-store.ts';
import { createPresigner } from './presign.ts';
import { Producer } from './processing.ts';
import { resultOf } from './results/result-of.ts';
import { DEFAULT_PACE, type Pace } from './schedule.ts';
import { createStorage } from './storage.ts';
import { printKey } from './storage-key.ts';
import type { StoredJob } from './stored-job.ts';
import { vocabularyOf } from './keys.ts';
import { NO_FACTS } from './artifact-files.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What a sandbox needs from its surroundings. */
export interface SandboxOptions {
  /** The database and the media live here; made when it is missing. One sandbox at a time, which a lock sees to. */
  readonly dataDir: string;
  /** ms epoch; the system's clock unless told. */
  readonly clock?: () => number;
  /** Origin of presigned URLs, such as `http://127.0.0.1:43210`; asked at each signature. */
  readonly storageOrigin: () => string;
  /** Origins whose pages may read the storage's answers; any unless told. */
  readonly allowedOrigins?: () => readonly string[];
  /** What keys are answered in that are not bound to a vocabulary; `documented` unless told. */
  readonly vocabulary?: Vocabulary;
  /** Whether a PUT must say its media type; it must unless told. */
  readonly requireType?: boolean;
  /** How long things take; seconds unless told. */
  readonly pace?: Partial<Pace>;
}

/** An honest stand-in for the platform; only its verdicts are simulated. */
export interface Sandbox {
  /** Answers everything under `/api/v1`. Never rejects for what the request holds. */
  api(request: Request): Promise<Response>;
  /** Answers the second origin: presigned PUT, GET and HEAD, and their preflights. */
  storage(request: Request): Promise<Response>;
  /** Frees the database and ends work under way, which the next start takes up where it is asked for. */
  close(): void;
}

/**
 * Opens the sandbox on a data folder. State is what the folder holds and what the clock says: nothing is lost with the process.
 * @throws {DataDirError} when the folder cannot be used, or another server uses it.
 */
export function createSandbox(options: SandboxOptions): Sandbox {
  prepareDataDir(options.dataDir);
  const lock = lockDataDir(options.dataDir);
  try {
    return explainDataDirErrors(() => openSandbox(options, lock));
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openSandbox(options: SandboxOptions, lock: DataDirLock): Sandbox {
  const { dataDir, clock = Date.now, storageOrigin, allowedOrigins, vocabulary = 'documented', requireType = true } = options;
  const pace = { ...DEFAULT_PACE, ...options.pace };
  const database = openDatabase(dataDir);
  const store = new JobStore(database);
  const folders = new JobFolders(dataDir);
  folders.sweep((jobId) => store.find(jobId) !== null);
  const producer = new Producer(folders);
  const presigner = createPresigner({ secret: presignSecret(database), clock, lifetimeMs: pace.urlLifetimeMs, origin: storageOrigin });
  const finalizer = new Finalizer({ store, folders, clock, pace, onQueued: (job) => producer.prepare(job) });
  // A worker that failed found nothing.
  const factsOf = (job: StoredJob) => (job.workerError === null ? producer.factsOf(job) : Promise.resolve(NO_FACTS));
  const producedOf = async (job: StoredJob) => (await factsOf(job)).produced;
  const result = async (job: StoredJob) =>
    resultOf(job, await factsOf(job), (name) => presigner.sign('GET', printKey({ jobId: job.id, kind: 'produced', name })).url, vocabularyOf(job.tenant, vocabulary));
  return {
    api: createApi({
      store, folders, presigner, finalizer, clock, vocabulary, producedOf, balances: new Balances(database), resultOf: result, onDropped: (jobId) => producer.forget(jobId),
    }),
    storage: createStorage({ store, folders, presigner, clock, requireType, allowedOrigins: () => allowedOrigins?.() ?? null, resultOf: result }),
    close: () => {
      producer.close();
      database.close();
      lock.release();
    },
  };
}
