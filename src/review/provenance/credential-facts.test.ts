import { fc } from '#src/jobs-api/testing/fast-check.ts';
import { expect, test } from 'vitest';
import { readStore } from './credential-facts.ts';

const store = {
  active_manifest: 'urn:a',
  manifests: {
    'urn:a': {
      claim_generator_info: [{ name: 'Camera', version: '2' }],
      signature_info: { issuer: 'Maker', common_name: 'Camera 7', time: '2026-01-02T03:04:05Z' },
      assertions: [{ label: 'c2pa.actions.v2', data: { actions: [{ action: 'c2pa.created', digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia', softwareAgent: { name: 'Model' } }] } }],
    },
  },
  validation_state: 'Valid',
};

test('signer, program, actions and a declared AI origin', () => {
  expect(readStore(store)).toEqual({
    validation: 'valid', signer: 'Camera 7', issuer: 'Maker', signedAt: '2026-01-02T03:04:05Z', generator: 'Camera 2',
    actions: ['c2pa.created, Model'], sourceTypes: ['trainedAlgorithmicMedia'], declaresAi: true, problems: [],
  });
});

test('what does not hold is listed once; that a signer is on no list is not a fault of the file', () => {
  const failure = [{ code: 'assertion.dataHash.mismatch', explanation: 'hash' }, { code: 'signingCredential.untrusted' }];
  const read = readStore({ ...store, validation_state: 'Invalid', validation_results: { activeManifest: { failure } }, validation_status: failure });
  expect(read.validation).toBe('invalid');
  expect(read.problems).toEqual(['assertion.dataHash.mismatch: hash']);
});

test.each([undefined, 'Excellent', true, null])('a state of %j is not taken for valid', (state) => {
  expect(readStore({ ...store, validation_state: state }).validation).toBe('invalid');
});

test('no store makes it throw or claim an AI origin that nothing declares', () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom('active_manifest', 'manifests', 'validation_results', '__proto__'), fc.anything()), (junk) => {
    expect(readStore(junk).declaresAi).toBe(false);
  }));
});
