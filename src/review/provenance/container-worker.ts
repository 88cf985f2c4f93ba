import { answerQuestions } from '#src/lib/ask-worker.ts';
import { containerFacts } from './container-facts.ts';

answerQuestions(containerFacts);
