declare global {
  interface Window {
    /** Absent in browsers without Trusted Types, which then rely on the rest of the CSP. */
    readonly trustedTypes?: { createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): unknown };
  }
}

/**
 * The only way for a text to become code: a worker or script that this very origin serves. Under the CSP every other text that a script puts where code or markup is expected throws, markup always.
 */
export function lockScripts(): void {
  window.trustedTypes?.createPolicy('default', { createScriptURL: sameOrigin });
}

function sameOrigin(url: string): string {
  const resolved = URL.parse(url, document.baseURI);
  // A blob made here has this origin too, but nobody served it.
  const served = resolved?.origin === location.origin && resolved.protocol === location.protocol;
  if (!served) throw new TypeError('Code is loaded from this origin alone.');
  return url;
}
