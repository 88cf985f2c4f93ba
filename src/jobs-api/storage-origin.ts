/**
 * Whether a URL is at one of the origins, which are CSP host sources: `https://*.a.example`, `https://a.example:*`. The
 * page's policy lets it reach no other storage, and the relay goes to no other.
 */
export function isAtStorage(url: URL, origins: readonly string[]): boolean {
  return origins.some((source) => {
    const parts = /^(https?:)\/\/(\*\.)?(\[[^\]]+\]|[^:/]+)(?::(\d+|\*))?$/i.exec(source);
    if (!parts) return false;
    const [, scheme = '', wildcard, host = '', port] = parts;
    const sameHost = wildcard ? url.hostname.endsWith(`.${host.toLowerCase()}`) : url.hostname === host.toLowerCase();
    const plainPort = port === undefined || (port === '80' && scheme === 'http:') || (port === '443' && scheme === 'https:');
    return url.protocol === scheme.toLowerCase() && sameHost && (port === '*' || url.port === (plainPort ? '' : port));
  });
}

let allowed: readonly string[] | null = null;

/** Notes where this page may send to, as the session's answer says it: CSP host sources. */
export function noteStorageOrigins(origins: readonly string[]): void {
  allowed = origins;
}

/**
 * The origin of a storage address that the page's policy would not let it reach; null for one that it may reach, for a
 * path of this server, and as long as nothing is known. Asked before a byte is sent: the browser would only say "no connection".
 */
export function blockedStorageOrigin(address: string): string | null {
  const url = URL.parse(address);
  return url === null || allowed === null || isAtStorage(url, allowed) ? null : url.origin;
}
