import type { BrowserContext, ConsoleMessage } from '@playwright/test';

/** Collects what a browser context's pages complain about, so that a test fails on any complaint it did not announce. */
export class ConsoleWatch {
  readonly #complaints: string[] = [];
  // Most keys may not ask which task types they can run (wire format, section 6.1), and the browser prints that they were refused.
  readonly #allowed: RegExp[] = [/^Failed to load resource: .*status of 40[134] .*\/api\/v1\/integrations\/current\)/];

  constructor(context: BrowserContext) {
    context.on('console', (message) => this.#note(message));
    context.on('weberror', (webError) => this.#complaints.push(`uncaught: ${webError.error().stack ?? webError.error().message}`));
  }

  /** Chromium prints a line for every answer of these statuses; a test that provokes them announces them. */
  expectHttpErrors(statuses: readonly number[]): void {
    for (const status of statuses) this.#allowed.push(new RegExp(`^Failed to load resource: .*status of ${status} `));
  }

  /** The same for requests that get no answer at all: server down, offline, aborted connections. */
  expectNetworkErrors(): void {
    this.#allowed.push(/^Failed to load resource: net::ERR_/);
  }

  /** The same for storage whose CORS rules do not know the page, and for answers that break CORS by being cut off. */
  expectRefusals(): void {
    this.#allowed.push(/^Access to XMLHttpRequest at .* has been blocked by CORS policy/, /^Access to (?:fetch|image|resource) at .* has been blocked by CORS policy/);
  }

  /** The same for requests that the page's own policy stops, such as a redirect to elsewhere. */
  expectPolicyStops(): void {
    this.#allowed.push(/violates the following Content Security Policy directive[^]*"(?:connect-src|script-src|worker-src|trusted-types|require-trusted-types-for) ?/i, /requires .Trusted/);
  }

  /** The complaints nobody announced, each with the place it came from. */
  unexpected(): readonly string[] {
    return this.#complaints.filter((line) => !this.#allowed.some((pattern) => pattern.test(line)));
  }

  #note(message: ConsoleMessage): void {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    this.#complaints.push(`${message.text()} (${message.type()}, ${message.location().url})`);
  }
}
