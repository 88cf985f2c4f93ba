// By hand, and in English, what `Intl` would say: its first formatter takes a browser 20 ms and more, for which a page that
// is being loaded would wait.

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const DAY_MS = 86_400_000;
const UNITS_OF_TIME = [['hr.', 3_600_000], ['min.', 60_000], ['sec.', 1_000]] as const;

/** A number with separators, to the thousandth: 12000 → "12,000". */
export function formatCount(count: number): string {
  return formatRounded(count, 3);
}

/** A count with its noun: 1 → "1 file", 12 → "12 files". */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Bytes in powers of 1,000, as systems show file sizes: 1234567 → "1.2 MB". */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), BYTE_UNITS.length - 1);
  return `${formatRounded(bytes / 1_000 ** power, 1)} ${BYTE_UNITS[power] ?? 'B'}`;
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
  // 0.4895 times 100 is a little less than 48.95, and would be rounded down.
  return `${formatRounded(Number((share * 100).toPrecision(15)), 1)}%`;
}

/** A moment (ms epoch) in full, in the reader's time zone: "Nov 27, 2026, 6:54:44 AM". */
export function formatMoment(ms: number): string {
  const date = new Date(ms);
  const hours = date.getHours();
  return `${formatDay(date)}, ${hours % 12 || 12}:${twoDigits(date.getMinutes())}:${twoDigits(date.getSeconds())} ${hours < 12 ? 'AM' : 'PM'}`;
}

/** A moment (ms epoch) as seen from `now` (ms epoch): "3 min. ago"; a date once it is a week old. */
export function formatAgo(ms: number, now: number): string {
  const distance = Math.abs(ms - now);
  if (distance > 7 * DAY_MS) return formatDay(new Date(ms));
  const days = Math.round(distance / DAY_MS);
  if (distance >= DAY_MS && days === 1) return ms < now ? 'yesterday' : 'tomorrow';
  if (distance >= DAY_MS) return seenFrom(ms < now, `${days} days`);
  const [unit, size] = UNITS_OF_TIME.find(([, atLeast]) => distance >= atLeast) ?? ['sec.', 1_000];
  const count = Math.round(distance / size);
  return count === 0 ? 'now' : seenFrom(ms < now, `${count} ${unit}`);
}

function seenFrom(isPast: boolean, distance: string): string {
  return isPast ? `${distance} ago` : `in ${distance}`;
}

function formatDay(date: Date): string {
  return `${MONTHS[date.getMonth()] ?? ''} ${date.getDate()}, ${date.getFullYear()}`;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, '0');
}

/** A number with separators and at most this many digits after the point. */
function formatRounded(value: number, digits: number): string {
  const rounded = Number.isInteger(value) ? value : Math.round(value * 10 ** digits) / 10 ** digits;
  const [whole = '', fraction] = String(rounded).split('.');
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
