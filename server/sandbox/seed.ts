import { createHash } from 'node:crypto';

import type { BuiltInSlug } from '#src/jobs-api/task-types.ts';

import { costOf } from './credits.ts';
import { inTransaction, openDatabase } from './database.ts';
import { sandboxIdOf } from './task-types.ts';

/** How a sandbox is filled. */
export interface SeedOptions {
  /** Jobs to add. */
  readonly count: number;
  /** How many of them, the newest, are going on. */
  readonly active: number;
  /** ms from `now` over which those that go on end, evenly. */
  readonly activeMs: number;
  /** ms epoch; the newest job is as old as this. */
  readonly now: number;
  /** Whose jobs they are. */
  readonly tenant: string;
}

interface Kind {
  readonly slug: BuiltInSlug;
  readonly extension: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

const IMAGE = { extension: 'jpg', contentType: 'image/jpeg', sizeBytes: 2_400_000 };
const VIDEO = { extension: 'mp4', contentType: 'video/mp4', sizeBytes: 28_000_000 };
const KINDS: readonly Kind[] = [
  { slug: 'ai-image-detection', ...IMAGE },
  { slug: 'ai-image-detection', ...IMAGE, extension: 'png', contentType: 'image/png' },
  { slug: 'ai-audio-detection', extension: 'mp3', contentType: 'audio/mpeg', sizeBytes: 3_600_000 },
  { slug: 'ai-video-detection', ...VIDEO },
  { slug: 'faceswap-detection', ...VIDEO },
  { slug: 'image-forgery-detection', ...IMAGE },
  { slug: 'document-intelligence', extension: 'pdf', contentType: 'application/pdf', sizeBytes: 900_000 },
  { slug: 'face-liveness-detection', ...IMAGE },
  { slug: 'ekyc-deepfake', ...VIDEO },
];
const PLACES = ['harbour', 'market', 'station', 'lobby', 'rally', 'press-room', 'checkpoint', 'studio', 'bridge', 'courthouse', 'café', 'Zürich', '東京'];
const SUBJECTS = ['interview', 'selfie', 'passport', 'statement', 'portrait', 'clip', 'invoice', 'crowd', 'speech', 'onboarding', 'call', 'badge'];
const DAY_MS = 86_400_000;
const OLDEST_MS = 400 * DAY_MS;

/**
 * Puts jobs straight into a sandbox's database, oldest first: names, types, times and ends as an account has them after
 * a year, each the same at every run. Their media is not there; everything else goes the normal way, verdicts included.
 */
export function seedJobs(dataDir: string, { count, active, activeMs, now, tenant }: SeedOptions): void {
  const database = openDatabase(dataDir);
  // A seed that a power cut takes is made again.
  database.exec('PRAGMA synchronous = OFF;');
  const job = database.prepare('INSERT INTO job (tenant, task_type_id, parameters, cost, created_at, queued_at, starts_at, ends_at, failure, cancelled_at) VALUES (?, ?, \'null\', ?, ?, ?, ?, ?, ?, ?)');
  const input = database.prepare('INSERT INTO input (job_id, slot, file_name, content_type, size_bytes, stored_as, sha256) VALUES (?, \'original\', ?, ?, ?, NULL, ?)');
  inTransaction(database, () => {
    for (let n = 0; n < count; n += 1) {
      const draw = drawOf(n);
      const kind = KINDS[draw(KINDS.length)] ?? { slug: 'ai-image-detection' as const, ...IMAGE };
      const sizeBytes = Math.round(kind.sizeBytes * (0.2 + draw(1_000) / 500));
      const name = `${SUBJECTS[draw(SUBJECTS.length)]}-${PLACES[draw(PLACES.length)]}-${String(n + 1).padStart(6, '0')}.${kind.extension}`;
      const old = count - active;
      const createdAt = n < old ? now - Math.round((OLDEST_MS * (old - n)) / old) : now - (count - 1 - n);
      const course = n < old ? courseOf(draw(100), createdAt, draw(20_000)) : goingOn(now, activeMs, n - old, active);
      const { lastInsertRowid } = job.run(tenant, sandboxIdOf(kind.slug), costOf(kind.slug, sizeBytes), createdAt, course.queuedAt, course.startsAt, course.endsAt, course.failure, course.cancelledAt);
      const sha256 = createHash('sha256').update(`seed ${n} ${name}`).digest('hex');
      input.run(lastInsertRowid, name, kind.contentType, sizeBytes, course.queuedAt === null ? null : sha256);
    }
  });
  database.close();
}

interface Course {
  readonly queuedAt: number | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly failure: string | null;
  readonly cancelledAt: number | null;
}

/** Of a hundred old jobs, 93 completed, 3 failed, 2 were cancelled, 2 never got their media. */
function courseOf(percent: number, createdAt: number, tookMs: number): Course {
  const ended = { queuedAt: createdAt + 800, startsAt: createdAt + 2_000, endsAt: createdAt + 4_000 + tookMs, failure: null, cancelledAt: null };
  if (percent < 93) return ended;
  if (percent < 96) return { ...ended, failure: 'The media could not be decoded.' };
  const waiting = { queuedAt: null, startsAt: null, endsAt: null, failure: null, cancelledAt: null };
  return percent < 98 ? { ...waiting, cancelledAt: createdAt + 900 } : waiting;
}

/** A job in processing; the `n`th of `of` ends that far into the time. */
function goingOn(now: number, activeMs: number, n: number, of: number): Course {
  return { queuedAt: now, startsAt: now, endsAt: now + Math.round((activeMs * (n + 1)) / of), failure: null, cancelledAt: null };
}

/** Gives whole numbers below a limit, always the same in the same order for the same job. */
function drawOf(n: number): (below: number) => number {
  // A linear congruential step is enough for plausible names, and a thousand times faster than a hash.
  let state = (n * 2_654_435_761 + 12_345) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
