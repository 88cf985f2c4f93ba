import { writeJson } from '../raw/write-json.ts';
import type { Report } from './report.ts';

/** The report as a JSON text, without what would give its readers access to the media. */
export function reportJson(report: Report): string {
  return `${writeJson(report, Infinity, withoutSignature).text}\n`;
}

/** A link without its query, which in a signed link is what gives access; any other text as it is. */
export function withoutSignature(text: string): string {
  const query = /^https?:\/\//i.test(text) ? text.indexOf('?') : -1;
  return query < 0 ? text : `${text.slice(0, query)}?…`;
}
