import type { Arrived } from './answering-platform.ts';
import { type Answer, hostileAnswer, hostilePayload, plainAnswer } from './answers.ts';
import type { Json } from './mutate-json.ts';
import type { Random } from './random.ts';
import { errorOf, integrationOf, jobOf, type JobPlace, listOf, resultOf } from './wire-jobs.ts';

/** What the platform would say to this request in one of its vocabularies. */
export function usualBody({ target }: Pick<Arrived, 'target'>, place: JobPlace, random: Random): Json {
  const { pathname } = new URL(target, 'http://platform');
  if (pathname.endsWith('/integrations/current')) return integrationOf(random);
  const id = /\/jobs\/([^/]+)/.exec(pathname)?.[1];
  if (id !== undefined) return jobOf(random, { ...place, id });
  return listOf(random, random.times(0, 5, (index) => jobOf(random, { ...place, id: String(3140 + index) })));
}

/** An answer of the platform: seldom as it should be, in status, headers, framing, coding, time and body. */
export function platformAnswer(request: Arrived, place: JobPlace, random: Random): Answer {
  const usual = random.chance(0.1) ? errorOf(random, 409) : usualBody(request, place, random);
  const payload = hostilePayload(usual, random, 0.5);
  return random.chance(0.4) ? plainAnswer(payload) : hostileAnswer(payload, random);
}

/** An answer of the platform that mostly gets as far as the page: what is hostile in it are the values. */
export function readableAnswer(request: Arrived, place: JobPlace, random: Random): Answer {
  const payload = hostilePayload(usualBody(request, place, random), random, 0.04);
  return random.chance(0.9) ? plainAnswer(payload) : hostileAnswer(payload, random);
}

/** An answer of the storage. */
export function storageAnswer(_request: Arrived, place: JobPlace, random: Random): Answer {
  const payload = hostilePayload(resultOf(random, place), random, 0.7);
  return random.chance(0.4) ? plainAnswer(payload) : hostileAnswer(payload, random);
}
