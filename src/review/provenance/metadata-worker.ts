import { answerQuestions } from '#src/lib/one-shot-worker.ts';
import { metadataFacts } from './metadata-facts.ts';

answerQuestions(metadataFacts);
