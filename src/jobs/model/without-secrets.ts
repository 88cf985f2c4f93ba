import type { ActionRecord } from '#src/jobs-api/action-log.ts';

// A platform may put anything into its error text: an address with its signature, or the key it refused.
const QUERY = /([a-z][a-z\d+.-]*:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi;
const USER = /([a-z][a-z\d+.-]*:\/\/)[^\s/?#@]*@/gi;
const BEARER = /\b(bearer|basic)\s+\S+/gi;
const KEY = /\b(?:api|sk|key)_\w+/gi;
const PARAMETER = /\b((?:x-amz|x-goog)-[a-z-]+|sig|signature|token|api[-_]?key)=[^\s&"'<>]+/gi;

/** A record as it may lie on disk: addresses without query, fragment and user, and nothing that looks like a credential. */
export function withoutSecrets(record: ActionRecord): ActionRecord {
  return { ...record, answer: clean(record.answer), reading: clean(record.reading), reference: clean(record.reference) };
}

function clean(text: string | null): string | null {
  if (text === null) return null;
  return text.replace(QUERY, '$1?…').replace(USER, '$1').replace(BEARER, '$1 …').replace(PARAMETER, '$1=…').replace(KEY, '…');
}
