import { afterAll, beforeAll, describe } from 'vitest';

import { accessCases } from './access-cases.ts';
import { ContractClient } from './contract-client.ts';
import { createCases } from './create-cases.ts';
import { lifecycleCases } from './lifecycle-cases.ts';
import { listCases } from './list-cases.ts';
import { resultCases } from './result-cases.ts';
import { storageCases } from './storage-cases.ts';
import type { Subject } from './subject.ts';
import { vocabularyCases } from './vocabulary-cases.ts';

/**
 * Registers the whole contract of the Jobs API against a subject; each part opens one of its own, with no jobs in it. Refusals and
 * limits are asked for in one vocabulary, since one piece of code decides them; the way of a job in all three.
 */
export function jobsApiContract(name: string, open: () => Promise<Subject>): void {
  const parts = { access: accessCases, create: createCases, lifecycle: lifecycleCases, list: listCases, storage: storageCases, results: resultCases, vocabularies: vocabularyCases };
  describe(`the Jobs API, ${name}`, () => {
    describe.each(Object.entries(parts))('%s', (_part, cases) => {
      let client: ContractClient | undefined;
      beforeAll(async () => {
        client = new ContractClient(await open());
      });
      afterAll(() => client?.subject.close());
      cases(() => {
        if (!client) throw new Error('The subject is not open.');
        return client;
      });
    });
  });
}
