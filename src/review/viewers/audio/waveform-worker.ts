import { AudioSampleSink, BlobSource, Input, ALL_FORMATS } from 'mediabunny';
import { answerQuestions } from '#src/lib/one-shot-worker.ts';
import { WaveformMaker, type Waveform } from './waveform.ts';

answerQuestions(drawSound);

async function drawSound(bytes: Blob): Promise<Waveform> {
  using input = new Input({ formats: ALL_FORMATS, source: new BlobSource(bytes) });
  if (!(await input.canRead())) throw new Error('It is not a recording in a format that can be read here.');
  const track = await input.getPrimaryAudioTrack();
  if (track === null) throw new Error('It has no sound.');
  if (!(await track.canDecode())) throw new Error(`This browser cannot decode its sound (${(await track.getCodec()) ?? 'unknown codec'}).`);
  const sampleRate = await track.getSampleRate();
  const maker = new WaveformMaker((await track.computeDuration()) * sampleRate, sampleRate);
  for await (const sample of new AudioSampleSink(track).samples()) {
    using decoded = sample;
    maker.push(mixed(decoded));
  }
  return maker.finish();
}

function mixed(sample: { readonly numberOfChannels: number; readonly numberOfFrames: number; copyTo(target: Float32Array, options: { planeIndex: number; format: 'f32-planar' }): void }): Float32Array {
  const sum = new Float32Array(sample.numberOfFrames);
  const channel = new Float32Array(sample.numberOfFrames);
  for (let planeIndex = 0; planeIndex < sample.numberOfChannels; planeIndex += 1) {
    sample.copyTo(channel, { planeIndex, format: 'f32-planar' });
    for (let n = 0; n < sum.length; n += 1) sum[n] = (sum[n] ?? 0) + (channel[n] ?? 0) / sample.numberOfChannels;
  }
  return sum;
}
