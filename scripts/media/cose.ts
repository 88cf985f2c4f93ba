import { sign } from 'node:crypto';

/** CBOR (RFC 8949) of the few kinds of value that a signature is made of. */
export type Cbor = number | string | Buffer | null | readonly Cbor[] | ReadonlyMap<Cbor, Cbor>;

/** Encodes a value in CBOR. */
export function cbor(value: Cbor): Buffer {
  if (value === null) return Buffer.from([0xf6]);
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) return Buffer.concat([head(5, value.size), ...[...value].flatMap(([name, entry]) => [cbor(name), cbor(entry)])]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  throw new Error('no CBOR for this');
}

function head(kind: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(kind << 5) | count]);
  if (count < 256) return Buffer.from([(kind << 5) | 24, count]);
  const long = Buffer.from([(kind << 5) | 25, 0, 0]);
  long.writeUInt16BE(count, 1);
  return long;
}

const ALGORITHM = 1;
const ES256 = -7;
const CERTIFICATES = 33;

/**
 * A COSE_Sign1 (RFC 9052) over a payload that lies elsewhere, of exactly `size` bytes, as Content Credentials want it.
 * @param chain certificates in DER, the signer's first
 * @param key the signer's private key, P-256, in PEM
 */
export function coseSign1(payload: Buffer, chain: readonly Buffer[], key: string, size: number): Buffer {
  const outer = cbor(new Map<Cbor, Cbor>([[ALGORITHM, ES256], [CERTIFICATES, chain]]));
  const signature = sign('sha256', cbor(['Signature1', outer, Buffer.alloc(0), payload]), { key, dsaEncoding: 'ieee-p1363' });
  const padded = (pad: number) => Buffer.concat([Buffer.from([0xd2]), cbor([outer, new Map<Cbor, Cbor>([['pad', Buffer.alloc(pad)]]), null, signature])]);
  // Lengths over 255 take three bytes, as does that of this padding.
  return padded(size - padded(256).length + 256);
}
