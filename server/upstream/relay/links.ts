/** An address in an answer of the platform, and what may be done with it. */
export interface Link {
  readonly url: string;
  readonly method: 'PUT' | 'GET';
  /** Whether the full result lies there (wire format, section 5.2), which is JSON that may hold addresses itself. */
  readonly holdsResult: boolean;
}

// Only fields in which the platform itself puts addresses. What a person chose, such as a file name, is in none of them.
const FIELDS: Readonly<Record<string, Link['method']>> = {
  uploadUrl: 'PUT',
  downloadUrl: 'GET',
  resultURL: 'GET',
  resultUrl: 'GET',
  heatmapURL: 'GET',
  heatmap: 'GET',
  url: 'GET',
};

const RESULT_FIELDS = new Set(['resultURL', 'resultUrl']);

const MOST_LINKS = 64;
const DEEPEST = 12;

/** The addresses of an answer of the Jobs API (wire format, sections 2, 5.2 and 5.4), at most 64 of them, each once. */
export function linksIn(answer: unknown): readonly Link[] {
  const found = new Map<string, Link>();
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > DEEPEST || found.size >= MOST_LINKS) return;
    if (Array.isArray(value)) {
      for (const inner of value) visit(inner, depth + 1);
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      const method = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
      const isLink = method !== undefined && typeof inner === 'string' && /^https?:\/\//i.test(inner);
      if (isLink && found.size < MOST_LINKS) found.set(inner, { url: inner, method, holdsResult: RESULT_FIELDS.has(name) || (name === 'downloadUrl' && 'kind' in value && value.kind === 'result') });
      else visit(inner, depth + 1);
    }
  };
  visit(answer, 0);
  return [...found.values()];
}
