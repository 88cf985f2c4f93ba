import { answerQuestions } from '../ask-worker.ts';
import { containerFacts } from './container-facts.ts';

answerQuestions(containerFacts);
