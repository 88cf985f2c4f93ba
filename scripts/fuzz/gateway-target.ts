import { randomBytes } from 'node:crypto';

import * as z from 'zod/mini';

import type { AssayServer } from '../../e2e/server.ts';
import { AnsweringPort } from './answering-platform.ts';
import { platformAnswer } from './choose-answer.ts';
import { plainAnswer } from './answers.ts';
import { type Callers, generateConnection, type GeneratedRequest } from './http-grammar.ts';
import type { HttpMessage } from './http-messages.ts';
import { type Violation, wrongsAtPlatform, wrongsAtStorage, wrongsOfAnswer } from './invariants.ts';
import { Random } from './random.ts';
import { type Exchange, exchange } from './raw-client.ts';
import { serveSeed } from './serve-seed.ts';
import { startServer } from './start-server.ts';
import { askProbe, probeAddress, type ServerReport } from './server-probe.ts';

/** What came of one seed. */
export interface ScenarioOutcome {
  readonly requests: number;
  readonly violations: readonly Violation[];
  /** How the server's process was meanwhile; null when it did not answer. */
  readonly report: ServerReport | null;
}

/** The longest that the server's own work may block its event loop. */
const MOST_BLOCKED_MS = 200;
/** How often a scenario that blocked the server, or lost an answer, is played: it counts when it does so each time. */
const TIMES_SLOW = 3;
const LATE = 'no answer in time';
/** Without a byte for so long, an answer does not come; on a machine with other work too. */
const LATE_MS = 10_000;

const passes = z.record(z.string(), z.string());

/** A running server in gateway mode, with everything around it made up from seeds: callers, platform and storage. */
export class GatewayTarget {
  readonly #platform: AnsweringPort;
  readonly #storage: AnsweringPort;
  readonly #keys = ['one', 'two'].map((name) => `api_fuzz_${name}_${randomBytes(12).toString('hex')}`);
  #cookies: string[] = [];
  #server: AssayServer;
  #probe: string;
  /** What the process that did not answer wrote at the end. */
  #lastWords = '';

  private constructor(platform: AnsweringPort, storage: AnsweringPort, server: AssayServer, probe: string) {
    this.#platform = platform;
    this.#storage = storage;
    this.#server = server;
    this.#probe = probe;
  }

  static async start(): Promise<GatewayTarget> {
    const [platform, storage] = [await AnsweringPort.open(), await AnsweringPort.open()];
    const { server, probe } = await startProbed(platform, storage);
    const target = new GatewayTarget(platform, storage, server, probe);
    await target.#signIn();
    return target;
  }

  async stop(): Promise<void> {
    await this.#server.dispose();
    await this.#platform.close();
    await this.#storage.close();
  }

  /** The memory of the server once its garbage is gone; null when it does not answer. */
  async memory(): Promise<ServerReport | null> {
    return askProbe(this.#probe, true);
  }

  /**
   * Plays the scenario of a seed: up to six connections at once, then looks at everything that came of them.
   * @throws when the server was gone, and could not be started again.
   */
  async run(seed: number): Promise<ScenarioOutcome> {
    const outcome = await this.#play(seed);
    let [{ report }, isLate] = [outcome, outcome.violations.some(({ kind }) => kind === LATE)];
    // What the seed itself costs or loses, it does each time; what other work on the machine does to it, it does not.
    for (let again = 1; again < TIMES_SLOW && report !== null && (isLate || report.blockedMs > MOST_BLOCKED_MS); again += 1) {
      const next = await this.#play(seed);
      report = leastBlocked(report, next.report);
      isLate &&= next.violations.some(({ kind }) => kind === LATE);
    }
    return { ...outcome, report, violations: [...outcome.violations.filter(({ kind }) => isLate || kind !== LATE), ...this.#judgeProcess(report)] };
  }

  async #play(seed: number): Promise<ScenarioOutcome> {
    this.#platform.forget();
    this.#storage.forget();
    serveSeed(this.#platform, this.#storage, seed, platformAnswer);
    const passesNow = await this.#passes();
    await askProbe(this.#probe);
    const random = new Random(seed);
    const callers: Callers = { keys: this.#keys, cookies: this.#cookies, passes: passesNow };
    const connections = random.times(1, 6, () => generateConnection(random, callers));
    const port = Number(new URL(this.#server.url).port);
    const exchanges = await Promise.all(connections.map((connection) => exchange(port, connection, LATE_MS)));
    const report = await askProbe(this.#probe);
    const log = this.#server.stderr;
    const violations = this.#judge(exchanges).map(({ kind, detail }) => ({ kind, detail: this.#redact(detail) }));
    if (report === null) {
      this.#lastWords = this.#redact(log.split('\n').filter((line) => !line.startsWith('{')).join('\n').slice(-2000));
      await this.#restart();
    }
    return { requests: connections.reduce((sum, { requests }) => sum + requests.length, 0), violations, report };
  }

  #judge(exchanges: readonly Exchange[]): Violation[] {
    const sent = [...this.#platform.answered, ...this.#storage.answered];
    const mayHang = sent.some(({ answer }) => answer.end === 'hang');
    const log = this.#server.stderr + this.#server.stdout;
    this.#server.stderr = '';
    this.#server.stdout = '';
    return [
      ...exchanges.flatMap((each) => wrongsOfExchange(each, mayHang, (request, answer) => wrongsOfAnswer(request, answer, sent))),
      ...wrongsAtPlatform(this.#platform.arrived, this.#keys),
      ...wrongsAtStorage(this.#storage.arrived, [...this.#keys, ...this.#cookies.map((cookie) => cookie.slice(cookie.indexOf('=') + 1))]),
      ...[...this.#platform.problems, ...this.#storage.problems].map((detail) => ({ kind: 'a malformed request upstream', detail })),
      ...(this.#secrets().some((secret) => log.includes(secret)) ? [{ kind: 'a key or a cookie in the log', detail: log.slice(0, 2000) }] : []),
      ...log.split('\n').filter((line) => /"unexpected"|UnhandledPromise|uncaught|Warning:/.test(line)).map((line) => ({ kind: `an unexpected failure in the log: ${/"name":"(\w+)"/.exec(line)?.[1] ?? line.slice(0, 60)}`, detail: line })),
    ];
  }

  #judgeProcess(report: ServerReport | null): Violation[] {
    if (report === null) return [{ kind: 'the process does not answer', detail: this.#lastWords }];
    if (report.blockedMs <= MOST_BLOCKED_MS) return [];
    return [{ kind: 'the event loop was blocked', detail: `${report.blockedMs.toFixed(0)} ms of its own work, ${report.delayMs.toFixed(0)} ms by the clock; the platform sent ${this.#platform.answered.map(({ answer }) => `${answer.body.subarray(0, 60).toString('latin1')} (${answer.body.length} bytes)`).toSorted((a, b) => b.length - a.length).slice(0, 3).join(' | ')}` }];
  }

  #secrets(): readonly string[] {
    return [...this.#keys, ...this.#cookies.map((cookie) => cookie.slice(cookie.indexOf('=') + 1)), 'X-Amz-Signature'];
  }

  #redact(text: string): string {
    return this.#secrets().reduce((left, secret) => left.replaceAll(secret, '[secret]'), text).slice(0, 3000);
  }

  /** Passes of the relay, as the page gets them: by the detail of a job. */
  async #passes(): Promise<string[]> {
    const { answer } = this.#platform;
    const links = ['put', 'result', 'heatmap'].map((name) => `${this.#storage.origin}/${name}/1`);
    const detail = { jobId: 1, status: 'completed', inputs: [{ uploadUrl: links[0] }], artifacts: [{ kind: 'result', downloadUrl: links[1] }], heatmapURL: links[2] };
    this.#platform.answer = () => plainAnswer({ type: 'application/json', bytes: Buffer.from(JSON.stringify(detail)) });
    const response = await fetch(`${this.#server.url}/api/v1/jobs/1`, { headers: { cookie: this.#cookies[0] ?? '' }, signal: AbortSignal.timeout(LATE_MS) }).catch(() => null);
    this.#platform.answer = answer;
    const body: unknown = await response?.json().catch(() => null);
    this.#platform.forget();
    return Object.values(passes.safeParse(typeof body === 'object' && body !== null && 'assayRelay' in body ? body.assayRelay : null).data ?? {}).map((pass) => pass.replace(/^\/api\/relay\//, ''));
  }

  async #signIn(): Promise<void> {
    this.#platform.answer = () => plainAnswer({ type: 'application/json', bytes: Buffer.from('{"data":[],"pagination":{"page":1,"limit":1,"total":0,"pages":0}}') });
    this.#cookies = [];
    for (const apiKey of this.#keys) {
      const response = await fetch(`${this.#server.url}/api/session`, { method: 'POST', body: JSON.stringify({ apiKey }) });
      const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
      if (!response.ok || cookie === '') throw new Error(`The gateway does not take a good key: ${response.status} ${await response.text()}`);
      this.#cookies.push(cookie);
    }
  }

  async #restart(): Promise<void> {
    await this.#server.kill().catch(() => undefined);
    await this.#server.dispose();
    const { server, probe } = await startProbed(this.#platform, this.#storage);
    this.#server = server;
    this.#probe = probe;
    await this.#signIn();
  }
}

async function startProbed(platform: AnsweringPort, storage: AnsweringPort): Promise<{ server: AssayServer; probe: string }> {
  const server = await startServer({ AUTHENTA_API_URL: platform.origin, STORAGE_ORIGINS: storage.origin }, 'scripts/fuzz/probed-server.ts');
  const probe = probeAddress(server.stderr);
  if (probe === null) throw new Error('The server under test does not say where its probe is.');
  return { server, probe };
}

function leastBlocked(one: ServerReport, other: ServerReport | null): ServerReport | null {
  return other === null || other.blockedMs < one.blockedMs ? other : one;
}

function wrongsOfExchange({ connection, answers, problem, ended }: Exchange, mayHang: boolean, judge: (request: GeneratedRequest, answer: HttpMessage) => Violation[]): Violation[] {
  const { requests, hangsUp } = connection;
  const allKnown = requests.every(({ wellFormed }) => wellFormed);
  const asked = (): string => JSON.stringify(connection.requests.map(({ bytes }) => bytes.subarray(0, 200).toString('latin1')).slice(0, 4));
  return [
    ...(problem === null ? [] : [{ kind: `an answer that is not HTTP: ${problem.replace(/".*$/, '')}`, detail: `${problem} after ${JSON.stringify(answers.at(-1), (_name, value: unknown) => (isBytes(value) ? Buffer.from(value.data).subarray(0, 600).toString('latin1') : value))} to ${asked()}` }]),
    ...(ended === 'late' && allKnown && !mayHang && !hangsUp ? [{ kind: LATE, detail: `${answers.length} of ${requests.length}: ${asked()}` }] : []),
    ...answers.flatMap((answer, index) => {
      const request = requests[index];
      return request === undefined ? [] : judge(request, answer);
    }),
  ];
}

/** Whether this is a Buffer as `JSON.stringify` sees it. */
function isBytes(value: unknown): value is { readonly data: number[] } {
  return typeof value === 'object' && value !== null && 'data' in value && Array.isArray(value.data);
}
