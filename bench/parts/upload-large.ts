import { SandboxClient } from '../../e2e/sandbox-client.ts';
import { startApp } from '../lib/app.ts';
import { runCommand } from '../lib/command.ts';
import { fileShelf, writeMedia } from '../lib/files.ts';
import { settleJobs } from '../lib/jobs.ts';
import type { Part } from '../lib/part.ts';
import { MIB, scaled } from '../lib/settings.ts';
import { uploadInApp, uploadInPeer } from '../lib/upload-runs.ts';

const SIZE = scaled(1024 * MIB, 4 * MIB);
const XHR = 'a bare XHR PUT';
const UPPY = 'Uppy with its S3 plugin';
const CURL = 'curl';

/** One large file, from its choice until the platform has it; ours hashes it too. */
export const uploadLarge: Part = {
  name: 'upload-large',
  title: 'Upload, one 1 GiB file',
  ours: 'the upload page',
  peers: [XHR, UPPY, CURL],
  metrics: { time: { label: 'time', unit: 's', better: 'less' } },
  goals: [
    { metric: 'time', peer: XHR, ratioAtMost: 1.05 },
    { metric: 'time', peer: UPPY, ratioAtMost: 1 },
  ],
  async open() {
    const server = await startApp();
    const shelf = fileShelf();
    const path = writeMedia(shelf.folder, 'long interview.mp4', 'clip.mp4', SIZE);
    const upload = { url: server.url, paths: [path], limitMs: 120_000 };
    const presign = async () => (await new SandboxClient(server.url).create(path, 3)).uploadUrl;
    const seconds: Readonly<Record<string, () => Promise<number>>> = {
      [XHR]: async () => uploadInPeer(upload, `/peers/xhr/?put=${encodeURIComponent(await presign())}`, 'put'),
      [UPPY]: () => uploadInPeer(upload, '/peers/uppy/', 'finalize'),
      [CURL]: async () => (await runCommand('curl', ['-sS', '--fail', '-T', path, '-H', 'Content-Type: video/mp4', '-H', 'Expect:', await presign()])).seconds,
    };
    return {
      async run(contestant) {
        const finalizes = contestant !== XHR && contestant !== CURL;
        const time = await (seconds[contestant] ?? (() => uploadInApp(upload)))();
        await settleJobs(server.url, finalizes ? 1 : 0);
        return { time };
      },
      async close() {
        shelf.remove();
        await server.dispose();
      },
    };
  },
};
