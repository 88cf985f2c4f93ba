import { describe, expect, test, vi } from 'vitest';

import { createJobsClient } from './client.ts';
import { NetworkError } from './errors.ts';
import { readJsonAnswer } from './read-answer.ts';
import { isRelaying, notePasses, onRelayChange, RELAY_FIELD, RELAYED_HEADER, relayFor, withoutPass, withPass } from './relay.ts';

const json = (body: unknown) => Response.json(body);

test('a pass is kept with its address in the fragment, and taken off again for storage', () => {
  notePasses({ [RELAY_FIELD]: { 'https://s.example/a?sig=1': 'pass-1' } });
  const kept = withPass('https://s.example/a?sig=1');
  expect(relayFor(kept)).toBe('/api/relay/pass-1');
  expect(relayFor('https://s.example/a?sig=1')).toBe('/api/relay/pass-1');
  expect(withoutPass(kept)).toBe('https://s.example/a?sig=1');
  expect(new URL(kept).search).toBe('?sig=1');
});

test.each([
  [{ [RELAY_FIELD]: { 'https://s.example/b': '../v1/jobs' } }],
  [{ [RELAY_FIELD]: { 'https://s.example/b': 7 } }],
  [{ [RELAY_FIELD]: 'text' }],
  [{}],
  [null],
  ['text'],
])('%j gives no pass', (answer) => {
  notePasses(answer);
  expect(relayFor('https://s.example/b')).toBeNull();
  expect(withPass('https://s.example/b')).toBe('https://s.example/b');
});

test('an address that brings a fragment of its own cannot name another way', () => {
  expect(relayFor('https://s.example/c#assay-relay=../session')).toBeNull();
});

test('passes in what came through the server are taken off it; in what did not they are part of it', async () => {
  const written = { isAiGenerated: true, [RELAY_FIELD]: { 'https://s.example/heat': 'pass-heat' } };
  expect(await readJsonAnswer(json(written))).toEqual(written);
  expect(relayFor('https://s.example/heat')).toBeNull();
  expect(await readJsonAnswer(Response.json(written, { headers: { [RELAYED_HEADER]: 'storage' } }))).toEqual({ isAiGenerated: true });
  expect(relayFor('https://s.example/heat')).toBe('/api/relay/pass-heat');
});

/** A client in front of an API that gives a pass, and of storage that does as told. */
function client(storage: (init?: RequestInit) => Response | null) {
  const asked: string[] = [];
  const url = `https://${crypto.randomUUID()}.example/result`;
  const fetchLike = vi.fn<typeof fetch>(async (input, init) => {
    const address = input instanceof Request ? input.url : input.toString();
    asked.push(address);
    if (address === '/jobs/7') return json({ jobId: 7, resultUrl: url, [RELAY_FIELD]: { [url]: 'the-pass' } });
    if (address === '/api/relay/the-pass') return json({ relayed: true });
    const answer = storage(init);
    if (answer === null) throw new TypeError('Failed to fetch');
    return answer;
  });
  return { api: createJobsClient({ baseUrl: '', fetch: fetchLike }), asked, url, origin: `${new URL(url).origin}/` };
}

describe('a download', () => {
  test('goes straight to storage as long as that works', async () => {
    const { api, asked, url } = client(() => json({ direct: true }));
    await api.getJob('7');
    expect(await (await api.downloadArtifact(url)).json()).toEqual({ direct: true });
    expect(asked).toEqual(['/jobs/7', url]);
  });

  test('goes through the server once storage answers, but not to this page; from then on at once', async () => {
    const { api, asked, url, origin } = client((init) => (init?.mode === 'no-cors' ? new Response() : null));
    const told = vi.fn<() => void>();
    const stop = onRelayChange(told);
    await api.getJob('7');
    expect(await (await api.downloadArtifact(url)).json()).toEqual({ relayed: true });
    expect(asked).toEqual(['/jobs/7', url, origin, '/api/relay/the-pass']);
    await api.downloadArtifact(url);
    expect(asked.slice(4)).toEqual(['/api/relay/the-pass']);
    expect(told).toHaveBeenCalledOnce();
    expect(isRelaying()).toBe(true);
    stop();
  });

  test('fails as before when storage does not answer at all', async () => {
    const { api, asked, url, origin } = client(() => null);
    await api.getJob('7');
    await expect(api.downloadArtifact(url)).rejects.toBeInstanceOf(NetworkError);
    expect(asked).toEqual(['/jobs/7', url, origin]);
  });

  test('fails as before when the server offers no relay', async () => {
    const { api, url, asked } = client(() => null);
    await expect(api.downloadArtifact(url)).rejects.toBeInstanceOf(NetworkError);
    expect(asked).toEqual([url]);
  });
});
