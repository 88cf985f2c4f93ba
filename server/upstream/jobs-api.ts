import type { Relay } from './relay/relay.ts';

/** What answers the Jobs API behind this server. */
export interface JobsApi {
  readonly mode: 'sandbox' | 'gateway';
  /** What the app says it is connected to. */
  readonly host: string;
  /** What a key belongs to: the platform's origin, or `sandbox`. */
  readonly realm: string;
  /** The origins where media is uploaded to and loaded from, as CSP sources; `page` is the hostname the app is open at. */
  storageOrigins(page: string): readonly string[];
  /**
   * Answers a request whose path is under `/api/v1`, with the Authorization header it carries. Never rejects for what the
   * platform does.
   */
  handle(request: Request): Promise<Response>;
  /** Takes bytes to and from storage for browsers that it refuses; null when there is no need. */
  readonly relay: Relay | null;
  /** Serves the storage from a listener of its own; null when the storage is elsewhere. */
  readonly storage: ((request: Request) => Promise<Response>) | null;
  /** Frees what it holds; nothing is handled afterwards. */
  close(): void;
}
