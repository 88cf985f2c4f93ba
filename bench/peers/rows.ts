/** A job as the tables show it. */
export interface JobRow {
  readonly id: string;
  readonly file: string;
  readonly taskType: string;
  readonly status: string;
  readonly verdict: string;
  /** 0 to 1; null without one. */
  readonly confidence: number | null;
  /** ms epoch. */
  readonly created: number;
}

/** All rows, which lie ready as one file: less than any real page has to do to get them. */
export async function loadRows(): Promise<JobRow[]> {
  const response = await fetch('/peers/rows.json');
  return response.json();
}

/** A time as the tables show it. */
export const formatTime = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
