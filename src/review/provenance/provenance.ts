/** What one reader made of a file: something, nothing to be found, or a reason why it could not look. */
export type Part<Facts> = { readonly state: 'found'; readonly facts: Facts } | { readonly state: 'absent' } | { readonly state: 'failed'; readonly why: string };

/** What Content Credentials (C2PA) declare, and whether the declaration holds. */
export interface CredentialFacts {
  /** `trusted` and `valid`: signature and bytes agree (the signer is on a trust list, or on none); `invalid`: they do not. */
  readonly validation: 'trusted' | 'valid' | 'invalid';
  /** Who signed, as the certificate names them. */
  readonly signer: string | null;
  readonly issuer: string | null;
  /** As a trusted timestamp gives it; null without one. */
  readonly signedAt: string | null;
  /** The program that made the claim. */
  readonly generator: string | null;
  /** What was done, in the order given. */
  readonly actions: readonly string[];
  /** IPTC digital source types that are declared, by their last word. */
  readonly sourceTypes: readonly string[];
  /** Whether one of them says that AI made the content or a part of it. */
  readonly declaresAi: boolean;
  /** What does not hold, as codes with their explanation. */
  readonly problems: readonly string[];
}

/** A line of metadata: group, name, value as text. */
export type MetadataLine = readonly [group: string, name: string, value: string];

/** What EXIF, XMP and IPTC say. Anyone can write anything there. */
export interface MetadataFacts {
  readonly camera: string | null;
  readonly software: string | null;
  /** As written, in whatever time zone. */
  readonly takenAt: string | null;
  /** Steps of an editing history. */
  readonly edits: readonly string[];
  /** The IPTC digital source type, by its last word. */
  readonly sourceType: string | null;
  readonly declaresAi: boolean;
  /** Degrees, north and east positive. */
  readonly gps: { readonly latitude: number; readonly longitude: number } | null;
  /** The rest, GPS left out. */
  readonly lines: readonly MetadataLine[];
}

/** What the container says of a recording. */
export interface ContainerFacts {
  readonly format: string;
  readonly durationSeconds: number | null;
  readonly video: { readonly codec: string | null; readonly width: number; readonly height: number; readonly rotation: number; readonly framesPerSecond: number | null } | null;
  readonly audio: { readonly codec: string | null; readonly channels: number; readonly sampleRate: number } | null;
  readonly lines: readonly MetadataLine[];
}

/** What a file says of itself. No part of a detector's finding. */
export interface Provenance {
  readonly version: 1;
  /** ms epoch. */
  readonly readAt: number;
  readonly credentials: Part<CredentialFacts>;
  readonly metadata: Part<MetadataFacts>;
  readonly container: Part<ContainerFacts>;
}

/** The same without the place where a picture was taken, for what leaves this device. */
export function withoutPlace(provenance: Provenance): Provenance {
  const { metadata } = provenance;
  return metadata.state === 'found' ? { ...provenance, metadata: { state: 'found', facts: { ...metadata.facts, gps: null } } } : provenance;
}

/** Digital source types of the IPTC that say AI made the content or a part of it. */
const AI_SOURCES = new Set(['trainedalgorithmicmedia', 'compositewithtrainedalgorithmicmedia', 'compositesynthetic']);

/** The last word of an IPTC digital source type, which is mostly given as an address. */
export function sourceTypeOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const word = value.trim().split('/').at(-1) ?? '';
  return /^\w{1,80}$/.test(word) ? word : null;
}

/** Whether a source type says that AI made the content or a part of it. */
export function saysAi(sourceType: string | null): boolean {
  return sourceType !== null && AI_SOURCES.has(sourceType.toLowerCase());
}

const MAX_TEXT = 300;

/** Text of a file as something to show in one line: control and direction marks made visible, and not too long. */
export function shownText(value: string): string {
  const plain = value.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replaceAll(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase()}]`).trim();
  return plain.length > MAX_TEXT ? `${plain.slice(0, MAX_TEXT)}…` : plain;
}
