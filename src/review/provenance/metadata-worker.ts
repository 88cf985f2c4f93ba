import { answerQuestions } from '../ask-worker.ts';
import { metadataFacts } from './metadata-facts.ts';

// The library tells the log what it leaves out; the log is for faults of the page.
Object.assign(console, { warn: () => {} });
answerQuestions(metadataFacts);
