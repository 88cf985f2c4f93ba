import type { OpenPart, Part, Sample } from './part.ts';
import type { Row } from './row.ts';
import { rowsOf } from './row.ts';

/** What is known of a contestant so far. Once it has failed it is not tried again. */
interface Standing {
  readonly samples: Sample[];
  problem: string | null;
}

/**
 * Measures a part: its contestants take turns, so that whatever else the machine does falls on all of them alike.
 * Never rejects: what goes wrong stands in the rows.
 * @param say called with a word on how far it is
 */
export async function measure(part: Part, runs: number, say: (progress: string) => void): Promise<readonly Row[]> {
  const contestants = [part.ours, ...part.peers];
  const standings = new Map(contestants.map((name): [string, Standing] => [name, { samples: [], problem: null }]));
  const note = (name: string, outcome: Sample | Error) => {
    const standing = standings.get(name);
    if (outcome instanceof Error && standing) standing.problem = outcome.message.split('\n', 1)[0] ?? 'failed';
    else if (!(outcome instanceof Error)) standing?.samples.push(outcome);
  };
  try {
    const open = await part.open();
    try {
      for (let run = 0; run < runs; run += 1) {
        say(`${part.name}: run ${run + 1} of ${runs}`);
        if (open.runTogether) for (const [name, outcome] of await open.runTogether()) note(name, outcome);
        // Every other run goes the other way round, so that nobody always comes first.
        else for (const name of run % 2 === 0 ? contestants : contestants.toReversed()) if (standings.get(name)?.problem === null) note(name, await attempt(open, name));
      }
    } finally {
      await open.close();
    }
  } catch (error) {
    for (const name of contestants) note(name, asError(error));
  }
  return rowsOf(part, standings);
}

function attempt(open: OpenPart, name: string): Promise<Sample | Error> {
  return open.run(name).catch(asError);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
