import type { AnsweringPort, Arrived } from './answering-platform.ts';
import type { Answer } from './answers.ts';
import { storageAnswer } from './choose-answer.ts';
import { Random } from './random.ts';
import type { JobPlace } from './wire-jobs.ts';

/** Has platform and storage give every request an answer that depends on the seed, on what is asked, and on how often it was. */
export function serveSeed(platform: AnsweringPort, storage: AnsweringPort, seed: number, answer: (request: Arrived, place: JobPlace, random: Random) => Answer): void {
  const times = new Map<string, number>();
  const randomFor = (what: string): Random => {
    times.set(what, (times.get(what) ?? 0) + 1);
    return Random.of(seed, `${what} ${times.get(what) ?? 0}`);
  };
  const place = { id: '3140', storage: storage.origin };
  platform.answer = (request) => answer(request, place, randomFor(request.startLine));
  storage.answer = (request) => storageAnswer(request, place, randomFor(request.startLine));
}
