import type { Finding, ResultFields } from './finding.ts';

const TRACKS = ['foreground', 'background'] as const;

/** Type 10: two WAV tracks; none when the recording could not be read. No shape was published. */
export function audioSplit({ facts, urlOf }: Finding): ResultFields {
  const tracks = TRACKS.flatMap((name) => {
    const url = urlOf(`${name}.wav`);
    return url === null ? [] : [{ name, url, contentType: 'audio/wav', durationSeconds: facts.audio?.durationSeconds }];
  });
  return { tracks };
}
