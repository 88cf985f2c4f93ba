import wasmUrl from '@contentauth/c2pa-wasm/c2pa.wasm?url';
import init from '@contentauth/c2pa-wasm';
import { answerQuestions } from '#src/lib/one-shot-worker.ts';
import { credentialFacts } from './credential-facts.ts';

await init({ module_or_path: wasmUrl });
// The first reading of all compiles the code; that is no file's fault.
await credentialFacts(new Blob([Uint8Array.of(0xff, 0xd8, 0xff, 0xd9)], { type: 'image/jpeg' })).catch(() => null);
answerQuestions(credentialFacts);
