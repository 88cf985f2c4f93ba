// Each takes some ms to make, which a page that is being loaded need not wait for.
const number = onFirstUse(() => new Intl.NumberFormat('en'));
const decimal = onFirstUse(() => new Intl.NumberFormat('en', { maximumFractionDigits: 1 }));
const percent = onFirstUse(() => new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 }));
const moment = onFirstUse(() => new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' }));
const day = onFirstUse(() => new Intl.DateTimeFormat('en', { dateStyle: 'medium' }));
const relative = onFirstUse(() => new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' }));

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A count with separators: 12000 → "12,000". */
export function formatCount(count: number): string {
  return number().format(count);
}

/** A count with its noun: 1 → "1 file", 12 → "12 files". */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${number().format(count)} ${count === 1 ? one : many}`;
}

/** Bytes in powers of 1,000, as systems show file sizes: 1234567 → "1.2 MB". */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), BYTE_UNITS.length - 1);
  return `${decimal().format(bytes / 1_000 ** power)} ${BYTE_UNITS[power] ?? 'B'}`;
}

/** Bytes a second: "1.2 MB/s". */
export function formatSpeed(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)}/s`;
}

/** A length of time in ms, coarse: "45 s", "3 min", "1 h 5 min". */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** A share between 0 and 1 as a percentage: 0.983 → "98.3%". */
export function formatPercent(share: number): string {
  return percent().format(share);
}

/** A moment (ms epoch) in full, in the reader's time zone. */
export function formatMoment(ms: number): string {
  return moment().format(ms);
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** A moment (ms epoch) as seen from `now` (ms epoch): "3 min. ago"; a date once it is a week old. */
export function formatAgo(ms: number, now: number): string {
  const passed = ms - now;
  if (Math.abs(passed) > 7 * 86_400_000) return day().format(ms);
  const [unit, size] = STEPS.find(([, step]) => Math.abs(passed) >= step) ?? ['second', 1_000];
  return relative().format(Math.round(passed / size), unit);
}

function onFirstUse<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}
