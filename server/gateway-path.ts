/** Whether a path stays under `/api/v1` however often a platform decodes it: no encoded slash, dot segment or control. */
export function staysUnderApi(pathname: string): boolean {
  return pathname.startsWith('/api/v1/') && pathname.slice('/api/v1/'.length).split('/').every(isPlainSegment);
}

function isPlainSegment(segment: string): boolean {
  let text = segment;
  for (let round = 0; round < 4; round += 1) {
    if (/^\.{1,2}$|[/\\?#\p{Cc}]/u.test(text)) return false;
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
