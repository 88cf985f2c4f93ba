import { expect, test } from 'vitest';

import { staysUnderApi } from './gateway-path.ts';

test.each(['/api/v1/jobs', '/api/v1/jobs/3140', '/api/v1/jobs/3140/cancel', '/api/v1/jobs/a%20b', '/api/v1/jobs/a.b..c', '/api/v1/jobs/'])('%s stays', (path) => {
  expect(staysUnderApi(path)).toBe(true);
});

test.each([
  '/api/v1',
  '/api/v10/jobs',
  '/admin',
  '/api/v1/../admin',
  '/api/v1/%2e%2e/admin',
  '/api/v1/%2E%2e%2Fadmin',
  '/api/v1/jobs%2f..%2f..%2fadmin',
  '/api/v1/..%5cadmin',
  '/api/v1/%252e%252e/admin',
  '/api/v1/%25252e%25252e/admin',
  '/api/v1/jobs%3fx=1',
  '/api/v1/jobs%23',
  '/api/v1/jobs%00',
  '/api/v1/jobs%0d%0aHost:x',
  '/api/v1/%zz',
])('%s leaves, or might', (path) => {
  expect(staysUnderApi(path)).toBe(false);
});
