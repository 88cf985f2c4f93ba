import { afterAll, beforeAll, describe } from 'vitest';

import type { Vocabulary } from '../sandbox/vocabulary.ts';
import { accessCases } from './access-cases.ts';
import { ContractClient } from './contract-client.ts';
import { createCases } from './create-cases.ts';
import { lifecycleCases } from './lifecycle-cases.ts';
import { listCases } from './list-cases.ts';
import { resultCases } from './result-cases.ts';
import { storageCases } from './storage-cases.ts';
import type { Subject } from './subject.ts';
import { vocabularyCases } from './vocabulary-cases.ts';
import { WIRE_VOCABULARIES, type WireVocabulary } from './wire-vocabulary.ts';

/** One part of the contract: registers its tests. `client` is there once they run. */
export type ContractCases = (client: () => ContractClient, vocabulary: WireVocabulary) => void;

const PARTS: Readonly<Record<string, ContractCases>> = {
  access: accessCases, create: createCases, lifecycle: lifecycleCases, list: listCases, storage: storageCases, results: resultCases, vocabulary: vocabularyCases,
};

/**
 * Registers the whole contract of the Jobs API against a subject, in each vocabulary that the wire format knows; each part opens a
 * subject of its own, with no jobs in it. Where vocabularies differ by what the wire format says, the case says what each must answer.
 */
export function jobsApiContract(name: string, open: (vocabulary: Vocabulary) => Promise<Subject>): void {
  describe.each(WIRE_VOCABULARIES)(`the Jobs API, ${name}, in the $name vocabulary`, (vocabulary) => {
    describe.each(Object.entries(PARTS))('%s', (_part, cases) => {
      let client: ContractClient | undefined;
      beforeAll(async () => {
        client = new ContractClient(await open(vocabulary.name), vocabulary);
      });
      afterAll(() => client?.subject.close());
      cases(() => {
        if (!client) throw new Error('The subject is not open.');
        return client;
      }, vocabulary);
    });
  });
}
