import { expect, test } from 'vitest';
import type { ActionRecord } from '#src/jobs-api/action-log.ts';
import { seed } from '#src/jobs-api/testing/fast-check.ts';
import { withoutSecrets } from './without-secrets.ts';

const SECRET = 'S3CRET';
const record = (text: string): ActionRecord => ({ id: '1', call: 'upload', jobId: '7', itemId: null, sentAt: 0, answeredAt: 1, answer: text, reading: text, reference: text });

/** A seeded source of numbers from 0 to 1 (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('no presigned query and no credential is ever stored, wherever a text has them', () => {
  const random = randomFrom(seed);
  const pick = <T,>(values: readonly [T, ...T[]]): T => values[Math.floor(random() * values.length)] ?? values[0];
  for (let round = 0; round < 2_000; round += 1) {
    const name = pick(['X-Amz-Signature', 'X-Amz-Credential', 'X-Amz-Security-Token', 'X-Goog-Signature', 'Signature', 'sig', 'token', 'anything', 'a%20b']);
    const host = pick(['https://bucket.s3.amazonaws.com', 'http://localhost:9000', 'https://[::1]:8443', 'HTTPS://Storage.Example']);
    const path = pick(['', '/', '/a/b.jpg', '/a%3Fb', '/ümläut.mp4', '/a(1).png']);
    const more = pick(['', '&x=1', `&y=${SECRET}`, `#${SECRET}`, `&next=https://h/?k=${SECRET}`]);
    const secret = pick([`${host}${path}?${name}=${SECRET}${more}`, `${host}${path}?a=1&${name}=${SECRET}${more}`, `${host}${path}#${SECRET}`, `https://user:${SECRET}@host/x`, `Authorization: Bearer ${SECRET}`, `Basic ${SECRET}`, `api_${SECRET}`, `X-Amz-Signature=${SECRET}`, `api_key=${SECRET}`]);
    const text = `${pick(['', '403 ', 'PUT of “', 'Refused ('])}${secret}${pick(['', '”', ').', ' at storage', '\n'])}`;
    expect(JSON.stringify(withoutSecrets(record(text))), `seed ${seed}, round ${round}: ${text}`).not.toContain(SECRET);
  }
});

test('what people need of an answer stays', () => {
  const { answer, reference } = withoutSecrets({ ...record('403 AccessDenied at https://h.example/a.jpg?X-Amz-Signature=1 (2 of 3)'), reference: 'assay-4f-2' });
  expect(answer).toBe('403 AccessDenied at https://h.example/a.jpg?… (2 of 3)');
  expect(reference).toBe('assay-4f-2');
  expect(withoutSecrets(record('409 UPLOAD_ALREADY_FINALIZED')).answer).toBe('409 UPLOAD_ALREADY_FINALIZED');
});
