import wasmUrl from '@contentauth/c2pa-wasm/c2pa.wasm?url';
import init from '@contentauth/c2pa-wasm';
import { answerQuestions } from '../ask-worker.ts';
import { credentialFacts } from './credential-facts.ts';

await init({ module_or_path: wasmUrl });
answerQuestions(credentialFacts);
