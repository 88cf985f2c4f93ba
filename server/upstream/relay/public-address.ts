import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

import { isLoopback, unbracket } from '../../http/host.ts';

/** The address leads to a network that only this machine can reach, so that nobody outside may be led there. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

/** Gives every address of a name; Node's `dns.lookup` is one. */
export type Resolve = (hostname: string, options: LookupAllOptions, done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void) => void;

const closed = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15],
  ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3],
] as const) closed.addSubnet(net, prefix, 'ipv4');

// What is routed is 2000::/3; of that, the ranges that carry an IPv4 address in them, or are for documents, are closed.
const routed = new BlockList();
routed.addSubnet('2000::', 3, 'ipv6');
for (const [net, prefix] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) closed.addSubnet(net, prefix, 'ipv6');

/** Whether an IP address is one of the open internet. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !closed.check(address, 'ipv4');
    case 6:
      return routed.check(address, 'ipv6') && !closed.check(address, 'ipv6');
    default:
      return false;
  }
}

/**
 * A resolver for sockets that fails with {@link PrivateAddressError} unless every address of the name may be used. The
 * socket connects to what it gives: a name that changes its mind between check and use is checked all the same.
 * `nearby` lets this machine's own addresses pass, for a platform that runs on it.
 */
export function guardedLookup(nearby: boolean, resolve: Resolve = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const first = error ? undefined : found[0];
      if (error || !first) return callback(error ?? new Error(`${hostname} has no address.`), []);
      if (!found.every(({ address }) => mayBeUsed(address, nearby))) return callback(new PrivateAddressError(hostname), []);
      if (options.all) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}

/** Whether a host, when it is an address and not a name, may be used: sockets do not look those up. */
export function isAllowedHost(host: string, nearby: boolean): boolean {
  const address = unbracket(host);
  return isIP(address) === 0 || mayBeUsed(address, nearby);
}

function mayBeUsed(address: string, nearby: boolean): boolean {
  return isPublicAddress(address) || (nearby && isLoopback(address));
}
