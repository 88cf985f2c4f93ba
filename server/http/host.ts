import { isIP } from 'node:net';

const label = /^(?!-)[a-z\d_-]{1,63}(?<!-)$/i;

/** Whether this names a machine: an IP address, in brackets or not, or a DNS name. No scheme, port or wildcard. */
export function isHost(value: string): boolean {
  if (isIP(unbracket(value)) !== 0) return true;
  const labels = value.split('.');
  // All digits and dots is a mistyped address, never a name.
  return value.length <= 253 && !/^[\d.]+$/.test(value) && labels.every((part) => label.test(part));
}

/** Whether only this machine can reach the host. */
export function isLoopback(host: string): boolean {
  const name = unbracket(host).toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** Whether the host means every address of the machine. */
export function isWildcard(host: string): boolean {
  return ['0.0.0.0', '::', '[::]'].includes(host);
}

/** The host as a URL writes it: an IPv6 address goes in brackets. */
export function hostInUrl(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** The host as a socket takes it. */
export function unbracket(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}
