import { isIP } from 'node:net';

/** What an address is counted by: an IPv6 one by its /64, which one household or machine has to itself; another one by itself. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address.slice(0, 64);
  if (/^::ffff:\d+\.\d/i.test(address)) return address.slice(7);
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':').length : 0;
  const missing = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after);
  const all = [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail ? tail.split(':') : [])];
  return `${all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
