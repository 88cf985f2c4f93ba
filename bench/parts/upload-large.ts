import { SandboxClient } from '../../e2e/sandbox-client.ts';
import { runCommand } from '../lib/command.ts';
import { writeMedia } from '../lib/files.ts';
import type { Part, Sample } from '../lib/part.ts';
import { MIB, scaled } from '../lib/settings.ts';
import { type BrowserUpload, openUploads, uploadInPeer, type Way } from '../lib/upload-runs.ts';

const SIZE = scaled(1024 * MIB, 4 * MIB);
const XHR = 'a bare XHR PUT';
const KEEPING = 'a bare XHR PUT that hashes and keeps a copy';
const UPPY = 'Uppy with its S3 plugin';
const CURL = 'curl';

/** One large file, from its choice until the platform has it; ours hashes it too. */
export const uploadLarge: Part = {
  name: 'upload-large',
  title: 'Upload, one 1 GiB file',
  ours: 'the upload page',
  peers: [XHR, KEEPING, UPPY, CURL],
  metrics: {
    time: { label: 'time', unit: 's', better: 'less' },
    kept: { label: 'time until it is hashed and copied, too', unit: 's', better: 'less' },
  },
  goals: [
    { metric: 'time', peer: XHR, ratioAtMost: 1.05 },
    { metric: 'time', peer: UPPY, ratioAtMost: 1 },
  ],
  open: () => openUploads((folder) => [writeMedia(folder, 'long interview.mp4', 'clip.mp4', SIZE)], WAYS),
};

const WAYS: Readonly<Record<string, Way>> = {
  [XHR]: (upload) => byPut(upload, (uploadUrl) => uploadInPeer(upload, `/peers/xhr/?put=${encodeURIComponent(uploadUrl)}`, { lastRequest: 'put' })),
  [KEEPING]: (upload) => byPut(upload, (uploadUrl) => uploadInPeer(upload, `/peers/xhr/?keeping&put=${encodeURIComponent(uploadUrl)}`, { lastRequest: 'put', isKept: 'hasKept()' })),
  [UPPY]: (upload) => uploadInPeer(upload, '/peers/uppy/', { lastRequest: 'finalize' }),
  [CURL]: (upload) =>
    byPut(upload, async (uploadUrl, path) => ({ time: (await runCommand('curl', ['-sS', '--fail', '-T', path, '-H', 'Content-Type: video/mp4', '-H', 'Expect:', uploadUrl])).seconds })),
};

/** Takes the time of a PUT alone; whether the bytes arrived is what the finalize after it finds. */
async function byPut({ url, paths }: BrowserUpload, put: (uploadUrl: string, path: string) => Promise<Sample>): Promise<Sample> {
  const [path = ''] = paths;
  const sandbox = new SandboxClient(url);
  const { jobId, uploadUrl } = await sandbox.create(path, 3);
  const sample = await put(uploadUrl, path);
  await sandbox.finalize(jobId);
  return sample;
}
