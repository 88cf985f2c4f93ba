import { WasmReader } from '@contentauth/c2pa-wasm';
import { asRecord, ownField, type ResultRecord } from '../result/read-fields.ts';
import { saysAi, shownText, sourceTypeOf, type CredentialFacts, type Part } from './provenance.ts';

// Nothing is asked of anyone: no manifest from elsewhere, no revocation lists; and with no list of trusted signers, none
// is looked for.
const SETTINGS = JSON.stringify({ verify: { remote_manifest_fetch: false, ocsp_fetch: false, verify_trust: false, verify_timestamp_trust: false } });

/**
 * What the Content Credentials of a file declare; absent for files without any, or of a kind that cannot hold them. The
 * code behind it must have been started.
 * @throws when there are some that cannot be read
 */
export async function credentialFacts(bytes: Blob): Promise<Part<CredentialFacts>> {
  let reader: WasmReader;
  try {
    reader = await WasmReader.fromBlob(bytes.type, bytes, SETTINGS);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (/JumbfNotFound|no JUMBF|UnsupportedType|unsupported/i.test(said)) return { state: 'absent' };
    throw new Error(shownText(said), { cause: error });
  }
  try {
    return { state: 'found', facts: readStore(asRecord(JSON.parse(reader.json())) ?? {}) };
  } finally {
    reader.free();
  }
}

/** Reads a manifest store; what is not as expected is left out. */
export function readStore(store: ResultRecord): CredentialFacts {
  const label = ownField(store, 'active_manifest');
  const manifest = childOf(childOf(store, 'manifests'), typeof label === 'string' ? label : '');
  const signature = childOf(manifest, 'signature_info');
  const actions = listOf(manifest, 'assertions')
    .filter((assertion) => String(ownField(assertion, 'label')).startsWith('c2pa.actions'))
    .flatMap((assertion) => listOf(childOf(assertion, 'data'), 'actions'));
  const sourceTypes = [...new Set(actions.flatMap((action) => sourceTypeOf(ownField(action, 'digitalSourceType')) ?? []))];
  const [program] = listOf(manifest, 'claim_generator_info');
  return {
    validation: validationOf(ownField(store, 'validation_state')),
    signer: textOf(signature, 'common_name') ?? textOf(signature, 'issuer'),
    issuer: textOf(signature, 'issuer'),
    signedAt: textOf(signature, 'time'),
    generator: program ? [textOf(program, 'name'), textOf(program, 'version')].filter((part) => part !== null).join(' ') : textOf(manifest, 'claim_generator'),
    actions: actions.slice(0, 100).map(actionOf),
    sourceTypes,
    declaresAi: sourceTypes.some(saysAi),
    problems: problemsOf(store),
  };
}

// A state this version does not know is not taken for a good one.
function validationOf(state: unknown): CredentialFacts['validation'] {
  if (state === 'Trusted') return 'trusted';
  return state === 'Valid' ? 'valid' : 'invalid';
}

function actionOf(action: ResultRecord): string {
  const agent = ownField(action, 'softwareAgent');
  const by = typeof agent === 'string' ? agent : textOf(asRecord(agent) ?? {}, 'name');
  return [textOf(action, 'action') ?? 'unnamed action', by, textOf(action, 'when')].filter((part) => part !== null).join(', ');
}

function problemsOf(store: ResultRecord): readonly string[] {
  const results = childOf(childOf(store, 'validation_results'), 'activeManifest');
  const found = [...listOf(results, 'failure'), ...listOf(store, 'validation_status')];
  return [...new Set(found.map((entry) => [textOf(entry, 'code'), textOf(entry, 'explanation')].filter((part) => part !== null).join(': ')))].filter((text) => text !== '' && !text.startsWith('signingCredential.untrusted'));
}

function childOf(record: ResultRecord, name: string): ResultRecord {
  return asRecord(ownField(record, name)) ?? {};
}

function listOf(record: ResultRecord, name: string): readonly ResultRecord[] {
  const list = ownField(record, name);
  return Array.isArray(list) ? list.map(asRecord).filter((entry) => entry !== null) : [];
}

function textOf(record: ResultRecord, name: string): string | null {
  const value = ownField(record, name);
  return typeof value === 'string' && value !== '' ? shownText(value) : null;
}
