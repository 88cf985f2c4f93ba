import { expect, test } from 'vitest';

import { guardedLookup, isAllowedHost, isPublicAddress, PrivateAddressError, type Resolve } from './public-address.ts';

test.each(['8.8.8.8', '52.216.1.1', '100.63.255.255', '172.15.0.1', '172.32.0.1', '2600:1f18::1', '2a00:1450::8a'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  '127.0.0.1', '127.1.2.3', '0.0.0.0', '10.0.0.1', '100.64.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.168.1.1', '198.18.0.1',
  '192.0.2.1', '224.0.0.1', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', 'fe80::1', 'fc00::1', 'fd00:ec2::254',
  'ff02::1', '2001:db8::1', '2001:0:4136:e378::1', '2002:7f00:1::', 'not-an-address', '',
])('%j is not', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test('a host that is an address is checked without a look-up; a name is left to it', () => {
  expect(isAllowedHost('169.254.169.254', true)).toBe(false);
  expect(isAllowedHost('[::1]', false)).toBe(false);
  expect(isAllowedHost('[::1]', true)).toBe(true);
  expect(isAllowedHost('bucket.example', false)).toBe(true);
});

/** What a socket is given for a name with these addresses. */
async function resolved(addresses: readonly string[], nearby: boolean, all: boolean): Promise<unknown> {
  const dns: Resolve = (_name, _options, done) => done(null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  return new Promise((resolve) => {
    guardedLookup(nearby, dns)('bucket.example', { all }, (error, found) => resolve(error ?? found));
  });
}

test('a name that leads to a private address fails, also when a public one stands beside it', async () => {
  expect(await resolved(['10.0.0.1'], false, true)).toBeInstanceOf(PrivateAddressError);
  expect(await resolved(['8.8.8.8', '169.254.169.254'], false, true)).toBeInstanceOf(PrivateAddressError);
  expect(await resolved(['127.0.0.1'], false, false)).toBeInstanceOf(PrivateAddressError);
  expect(await resolved([], false, true)).toBeInstanceOf(Error);
});

test('the socket gets the very address that was checked', async () => {
  expect(await resolved(['8.8.8.8', '2600::1'], false, true)).toEqual([{ address: '8.8.8.8', family: 4 }, { address: '2600::1', family: 6 }]);
  expect(await resolved(['8.8.8.8'], false, false)).toBe('8.8.8.8');
  expect(await resolved(['127.0.0.1'], true, false)).toBe('127.0.0.1');
  expect(await resolved(['10.0.0.1'], true, false)).toBeInstanceOf(PrivateAddressError);
});
