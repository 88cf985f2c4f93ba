import type { JobRow } from '../model/job-row.ts';
import { statusLabel } from '../model/status-labels.ts';

/** A job as an export gives it; empty text for what is not known. */
function fieldsOf({ id, fileName, typeName, verdict, job, sizeBytes, sha256, note }: JobRow) {
  return {
    Job: id,
    File: fileName ?? '',
    'Task type': typeName,
    Status: statusLabel(job),
    Verdict: verdict?.label ?? '',
    Finding: verdict?.finding ?? '',
    Confidence: verdict?.confidence ?? '',
    Simulated: verdict === null ? '' : verdict.simulated ? 'yes' : 'no',
    Judgement: note?.judgement ?? '',
    Created: job.createdAt === null ? '' : new Date(job.createdAt).toISOString(),
    'Size (bytes)': sizeBytes ?? '',
    'SHA-256': sha256 ?? '',
    'Confidence of': verdict?.confidence == null ? '' : (verdict.confidenceOf ?? 'the file'),
  };
}

/**
 * The rows as CSV (RFC 4180, CRLF, UTF-8 with a byte order mark so that spreadsheets keep names intact).
 * Cells that a spreadsheet would run as a formula are neutralised. The writer is loaded when it is asked for.
 */
export async function csvOf(rows: readonly JobRow[]): Promise<string> {
  const { unparse } = (await import('papaparse')).default;
  return `\uFEFF${unparse(rows.map(fieldsOf), { escapeFormulae: true, newline: '\r\n', columns: Object.keys(fieldsOf(EMPTY_ROW)) })}\r\n`;
}

/** The rows as JSON: an array of objects with the fields of the CSV, what is not known as null. */
export function jsonOf(rows: readonly JobRow[]): string {
  return `${JSON.stringify(rows.map(knownFieldsOf), null, 2)}\n`;
}

function knownFieldsOf(row: JobRow) {
  return Object.fromEntries(Object.entries(fieldsOf(row)).map(([name, value]) => [name, value === '' ? null : value]));
}

const EMPTY_ROW: JobRow = {
  id: '', fileName: null, sizeBytes: null, sha256: null, typeName: '', verdict: null, note: null,
  job: { id: '', taskTypeId: null, status: 'unknown', statusWord: '', createdAt: null, updatedAt: null },
};
