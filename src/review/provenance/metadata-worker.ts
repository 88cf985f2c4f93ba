import { answerQuestions } from '#src/lib/ask-worker.ts';
import { metadataFacts } from './metadata-facts.ts';

answerQuestions(metadataFacts);
