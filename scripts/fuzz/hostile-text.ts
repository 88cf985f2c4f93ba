import type { Random } from './random.ts';

/** The function that a script of the platform calls where it runs; the page target listens for it. */
export const CANARY = 'fuzzCanary';

/** Markup and addresses that call the canary where they are taken for more than text. */
export const SCRIPTS: readonly string[] = [
  `<img src=x onerror=${CANARY}(1)>`,
  `<script>${CANARY}(2)</script>`,
  `"><svg onload=${CANARY}(3)>`,
  `</title></script><script>${CANARY}(4)</script>`,
  `javascript:${CANARY}(5)`,
  `data:text/html,<script>${CANARY}(6)</script>`,
  `{{constructor.constructor('${CANARY}(7)')()}}`,
  `<iframe srcdoc="<script>parent.${CANARY}(8)</script>">`,
  `' onfocus=${CANARY}(9) autofocus='`,
];

/** Addresses that lead to where a link of the platform must not lead. */
const ADDRESSES: readonly string[] = [
  '/api/v1/jobs/page', '/api/session', '//evil.example/x', 'http://169.254.169.254/latest/meta-data/', 'file:///etc/passwd',
  'https://user:password@storage.example/x', 'http://[::1]:1/', 'blob:null/1', 'https://', 'http://a b/', 'ftp://x/y',
];

const ODD: readonly string[] = [
  '', ' ', '\0', '\u202Egpj.exe', '\uD800', '\uFEFF', '../../etc/passwd', '.', '..', 'a\r\nSet-Cookie: x=y', '__proto__', 'constructor', 'toString', 'null', 'None', 'True',
  'NaN', '1e999', '-0', '0x10', '=1+1', '👩‍👩‍👧‍👦'.repeat(20), 'Z̴̡͓̄'.repeat(50), '%', '%00', '%2e%2e%2f', '١٢٣', '9007199254740993', '2026-13-45T99:99:99Z', '-271821-04-20T00:00:00Z',
];

/** A text that a careless reader would trip over. */
export function hostileText(random: Random): string {
  return random.weighted<() => string>([
    [6, () => random.pick(SCRIPTS)],
    [2, () => random.pick(ADDRESSES)],
    [6, () => random.pick(ODD)],
    [1, () => 'x'.repeat(random.int(100, 30_000))],
    [1, () => random.pick(SCRIPTS).repeat(random.int(2, 30))],
  ])();
}
