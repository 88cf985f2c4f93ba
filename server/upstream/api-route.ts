/** The calls that go on to the platform: what the product makes and the platform's SDKs need (wire format, sections 2 and 6.1). */
const ROUTES: readonly (readonly [path: RegExp, methods: readonly string[]])[] = [
  [/^\/api\/v1\/jobs$/, ['GET', 'HEAD', 'POST']],
  [/^\/api\/v1\/jobs\/([^/]+)$/, ['GET', 'HEAD', 'DELETE']],
  [/^\/api\/v1\/jobs\/([^/]+)\/(?:finalize|cancel)$/, ['POST']],
  [/^\/api\/v1\/integrations\/current$/, ['GET', 'HEAD']],
];

/** The methods that a path of the Jobs API has; null for a path that is none, or that some platform could read as another one. */
export function methodsAt(pathname: string): readonly string[] | null {
  for (const [path, methods] of ROUTES) {
    const found = path.exec(pathname);
    if (found) return found[1] === undefined || isPlainId(found[1]) ? methods : null;
  }
  return null;
}

/**
 * Whether an id stays one segment of a path however often a platform decodes it: no slash, no dot segment, no path
 * parameter (`..;` is `..` to some), no control.
 */
function isPlainId(segment: string): boolean {
  let text = segment;
  for (let round = 0; round < 4; round += 1) {
    if (text.length > 256 || /^\.{1,2}$|[/\\?#;\p{Cc}]/u.test(text)) return false;
    const decoded = decodeOnce(text);
    if (decoded === null || decoded === text) return decoded !== null;
    text = decoded;
  }
  return false;
}

function decodeOnce(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
