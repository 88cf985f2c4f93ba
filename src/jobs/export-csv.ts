import type { JobRow } from './job-row.ts';
import { statusLabel } from './status-words.ts';

const COLUMNS = ['Job', 'File', 'Task type', 'Status', 'Verdict', 'Finding', 'Confidence', 'Simulated', 'Created'] as const;

/**
 * The rows as CSV (RFC 4180, CRLF, UTF-8 with a byte order mark so that spreadsheets keep names intact).
 * Cells that a spreadsheet would run as a formula are neutralised. The writer is loaded when it is asked for.
 */
export async function csvOf(rows: readonly JobRow[]): Promise<string> {
  const { unparse } = (await import('papaparse')).default;
  const cells = rows.map(({ id, fileName, typeName, verdict, job }) => [
    id,
    fileName ?? '',
    typeName,
    statusLabel(job),
    verdict?.label ?? '',
    verdict?.finding ?? '',
    verdict?.confidence ?? '',
    verdict === null ? '' : verdict.simulated ? 'yes' : 'no',
    job.createdAt === null ? '' : new Date(job.createdAt).toISOString(),
  ]);
  return `\uFEFF${unparse({ fields: [...COLUMNS], data: cells }, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
}
