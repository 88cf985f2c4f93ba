import { ALL_FORMATS, BlobSource, Input, UrlSource, type MetadataTags } from 'mediabunny';
import { shownText, type ContainerFacts, type MetadataLine, type Part } from './provenance.ts';

/** Frames whose times are looked at for the frame rate. */
const SAMPLE = 200;

/**
 * What the container of a recording says; nothing is decoded. Absent for what is no recording.
 * @param bytes a file, or a signed link of which only the needed parts are fetched
 * @throws when it begins as a recording and cannot be read
 */
export async function containerFacts(bytes: Blob | string): Promise<Part<ContainerFacts>> {
  const source = typeof bytes === 'string'
    ? new UrlSource(bytes, { requestInit: { credentials: 'same-origin', referrerPolicy: 'no-referrer' }, getRetryDelay: () => null })
    : new BlobSource(bytes);
  using input = new Input({ formats: ALL_FORMATS, source });
  if (!(await input.canRead())) return { state: 'absent' };
  const [format, duration, video, audio, tags] = [await input.getFormat(), await input.computeDuration(), await videoOf(input), await audioOf(input), await input.getMetadataTags()];
  if (video === null && audio === null) throw new Error(`It begins as ${format.name} and holds no track that can be read: it may be cut off.`);
  return { state: 'found', facts: { format: format.name, durationSeconds: duration > 0 && Number.isFinite(duration) ? duration : null, video, audio, lines: linesOf(tags) } };
}

async function videoOf(input: Input): Promise<ContainerFacts['video']> {
  const track = await input.getPrimaryVideoTrack();
  if (track === null) return null;
  const { averagePacketRate, packetCount } = await track.computePacketStats(SAMPLE);
  return {
    codec: await track.getCodecParameterString() ?? await track.getCodec(),
    width: await track.getDisplayWidth(),
    height: await track.getDisplayHeight(),
    rotation: await track.getRotation(),
    framesPerSecond: packetCount > 1 && Number.isFinite(averagePacketRate) && averagePacketRate > 0 ? Math.round(averagePacketRate * 1_000) / 1_000 : null,
  };
}

async function audioOf(input: Input): Promise<ContainerFacts['audio']> {
  const track = await input.getPrimaryAudioTrack();
  if (track === null) return null;
  return { codec: await track.getCodecParameterString() ?? await track.getCodec(), channels: await track.getNumberOfChannels(), sampleRate: await track.getSampleRate() };
}

function linesOf({ raw, ...named }: MetadataTags): readonly MetadataLine[] {
  const entries = [...Object.entries(named), ...Object.entries(raw ?? {})];
  return entries.flatMap(([name, value]) => {
    const text = value instanceof Date ? value.toISOString() : typeof value === 'string' || typeof value === 'number' ? shownText(String(value)) : '';
    // Where it was recorded stays behind a click, and is told by the metadata alone.
    return text === '' || /location|gps|xyz/i.test(name) ? [] : [['Container', shownText(name), text] as const];
  });
}
