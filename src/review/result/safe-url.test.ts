import { expect, test } from 'vitest';

import { safeUrl } from './safe-url.ts';

test.each(['https://b.example/x', 'HTTP://b.example/x', 'https://b.example/api/v1/jobs', `${location.protocol}//${location.hostname}:1/x`])('%s is a link', (url) => {
  expect(safeUrl(url)).toBe(url);
});

test.each([
  `${location.origin}/api/v1/jobs/7`,
  `${location.origin}/jobs`,
  `${location.protocol}//${location.host.toUpperCase()}/api/relay/x`,
  '/api/v1/jobs/7',
  '//b.example/x',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://u@b.example/',
  'https://:pw@b.example/',
  'https://',
  7,
  null,
])('%s is none', (url) => {
  expect(safeUrl(url)).toBeNull();
});
