import { sniff } from './sniff.ts';
import { answerCalls } from './worker-calls.ts';

answerCalls(sniff);
