import { MPEGDecoder } from 'mpg123-decoder';

/** Decodes one packet to samples from -1 to 1, one array a channel; none while a decoder still gathers. */
export type PacketDecoder = (packet: Uint8Array, channels: number) => Float32Array[];

/** How one sample of a PCM coding is read: its bytes, and its value from -1 to 1. */
const PCM: Readonly<Record<string, readonly [number, (view: DataView, at: number) => number]>> = {
  'pcm-u8': [1, (view, at) => (view.getUint8(at) - 128) / 128],
  'pcm-s16': [2, (view, at) => view.getInt16(at, true) / 2 ** 15],
  'pcm-s24': [3, (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 2 ** 16) / 2 ** 23],
  'pcm-s32': [4, (view, at) => view.getInt32(at, true) / 2 ** 31],
  'pcm-f32': [4, (view, at) => view.getFloat32(at, true)],
  'pcm-f64': [8, (view, at) => view.getFloat64(at, true)],
};

/** A decoder for the packets of an MP3 or WAV; null for a codec that there is none for. */
export async function openDecoder(codec: string): Promise<PacketDecoder | null> {
  if (codec === 'mp3') return openMp3();
  const [width, read] = PCM[codec] ?? [];
  return width && read ? (packet, channels) => decodePcm(packet, channels, width, read) : null;
}

async function openMp3(): Promise<PacketDecoder> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  return (packet) => decoder.decodeFrame(packet).channelData;
}

function decodePcm(packet: Uint8Array, channels: number, width: number, read: (view: DataView, at: number) => number): Float32Array[] {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const frames = Math.floor(packet.byteLength / (width * channels));
  return Array.from({ length: channels }, (_, channel) => Float32Array.from({ length: frames }, (_unused, frame) => read(view, (frame * channels + channel) * width)));
}
