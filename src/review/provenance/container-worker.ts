import { answerQuestions } from '#src/lib/one-shot-worker.ts';
import { containerFacts } from './container-facts.ts';

answerQuestions(containerFacts);
