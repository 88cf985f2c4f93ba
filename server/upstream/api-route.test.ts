import { describe, expect, test } from 'vitest';

import { methodsAt } from './api-route.ts';

test.each([
  ['/api/v1/jobs', ['GET', 'HEAD', 'POST']],
  ['/api/v1/jobs/3140', ['GET', 'HEAD', 'DELETE']],
  ['/api/v1/jobs/a%20b', ['GET', 'HEAD', 'DELETE']],
  ['/api/v1/jobs/a.b..c', ['GET', 'HEAD', 'DELETE']],
  ['/api/v1/jobs/3140/cancel', ['POST']],
  ['/api/v1/jobs/3140/finalize', ['POST']],
  ['/api/v1/integrations/current', ['GET', 'HEAD']],
])('%s has %j', (path, methods) => {
  expect(methodsAt(path)).toEqual(methods);
});

describe('what is no call of the Jobs API', () => {
  test.each([
    '/api/v1',
    '/api/v10/jobs',
    '/admin',
    '/api/v1/jobs/',
    '/api/v1//jobs',
    '/api/v1/jobs//7',
    '/api/v1/jobs/7/',
    '/api/v1/jobs/7/delete',
    '/api/v1/jobs/7/cancel/now',
    '/api/v1/admin',
    '/api/v1/integrations',
    '/api/v1/integrations/7',
    '/API/V1/jobs',
  ])('%s', (path) => {
    expect(methodsAt(path)).toBeNull();
  });
});

describe('an id that a platform could read as another path', () => {
  test.each([
    '/api/v1/jobs/.',
    '/api/v1/jobs/..',
    '/api/v1/../admin',
    '/api/v1/jobs/%2e%2e',
    '/api/v1/jobs/%2e/cancel',
    '/api/v1/jobs/%2E%2e%2Fadmin',
    '/api/v1/jobs%2f..%2f..%2fadmin',
    '/api/v1/jobs/..%5cadmin',
    '/api/v1/jobs/%252e%252e',
    '/api/v1/jobs/%25252e%25252e',
    '/api/v1/..;/admin',
    '/api/v1/jobs/..;',
    '/api/v1/jobs/..;x=1',
    '/api/v1/jobs/%2e%2e%3b',
    '/api/v1/jobs/7;x=1',
    '/api/v1/jobs/7%253bx',
    '/api/v1/jobs/7%3fx=1',
    '/api/v1/jobs/7%23',
    '/api/v1/jobs/7%00',
    '/api/v1/jobs/7%0d%0aHost:x',
    '/api/v1/jobs/%zz',
    `/api/v1/jobs/${'7'.repeat(257)}`,
  ])('%s', (path) => {
    expect(methodsAt(path)).toBeNull();
  });
});
