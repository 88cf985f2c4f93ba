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
