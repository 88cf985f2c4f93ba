import { answerQuestions } from '../ask-worker.ts';
import { metadataFacts } from './metadata-facts.ts';

answerQuestions(metadataFacts);
