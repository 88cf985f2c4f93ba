import { connect } from 'node:net';

import { expect, test } from 'vitest';

import { listen, nodeListener } from '../http/listen.ts';
import type { Vocabulary } from '../sandbox/vocabulary.ts';
import { ContractClient } from './contract-client.ts';
import { jobsApiContract } from './jobs-api-contract.ts';
import { media } from './media.ts';
import { RestartableSandbox, type Subject } from './subject.ts';
import { WIRE_VOCABULARIES } from './wire-vocabulary.ts';

async function openOverHttp(vocabulary: Vocabulary): Promise<Subject> {
  const origins = { api: '', storage: '' };
  const sandbox = new RestartableSandbox(() => origins.storage, vocabulary);
  const api = await listen(nodeListener((request) => sandbox.current.api(request)), '127.0.0.1', 0);
  const storage = await listen(nodeListener((request) => sandbox.current.storage(request)), '127.0.0.1', 0);
  origins.api = `http://127.0.0.1:${api.port}`;
  origins.storage = `http://127.0.0.1:${storage.port}`;
  return {
    apiOrigin: origins.api,
    storageOrigin: origins.storage,
    fetch: (url, init) => fetch(url, init),
    advance: (ms) => sandbox.advance(ms),
    restart: () => sandbox.restart(),
    close: async () => {
      await Promise.all([api.close(0), storage.close(0)]);
      sandbox.dispose();
    },
  };
}

jobsApiContract('of the sandbox over HTTP', openOverHttp);

test.each(WIRE_VOCABULARIES)('an upload that breaks off half way leaves the slot empty, and can be made again, in the $name vocabulary', async (vocabulary) => {
  const subject = await openOverHttp(vocabulary.name);
  try {
    const client = new ContractClient(subject, vocabulary);
    const photo = media('photo.jpg');
    const job = await client.create(1, [photo]);
    const url = new URL(job.uploadUrl('original'));
    const socket = connect(Number(url.port), url.hostname);
    const head = `PUT ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: image/jpeg\r\nContent-Length: ${photo.bytes.length}\r\n\r\n`;
    await new Promise<void>((resolve) => {
      socket.write(Buffer.concat([Buffer.from(head), photo.bytes.subarray(0, 1000)]), () => resolve());
    });
    socket.destroy();
    expect((await client.call('POST', `/jobs/${job.id}/finalize`)).status).toBe(400);
    expect((await client.put(job.uploadUrl('original'), photo)).status).toBe(200);
    expect((await client.call('POST', `/jobs/${job.id}/finalize`)).status).toBe(200);
  } finally {
    await subject.close();
  }
});

test.each(WIRE_VOCABULARIES)('a refused upload is answered although its body is not read, in the $name vocabulary', async (vocabulary) => {
  const subject = await openOverHttp(vocabulary.name);
  try {
    const large = { ...media('photo.jpg'), bytes: Buffer.alloc(24 * 1024 ** 2) };
    const client = new ContractClient(subject, vocabulary);
    const job = await client.create(1, [large]);
    subject.advance(3_601_000);
    const answer = await client.put(job.uploadUrl('original'), large);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Message>Request has expired</Message>');
  } finally {
    await subject.close();
  }
});
