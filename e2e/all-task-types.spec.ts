import { copyAs, media, type MediaName } from './media.ts';
import { expect, test } from './test.ts';

interface Case {
  readonly taskType: string;
  readonly source: MediaName;
  /** The sandbox takes its verdict from `fake` and `real` in the name. */
  readonly name: string;
  /** What the verdict region must say. */
  readonly verdict: RegExp;
  /** Vocabularies in which the finding comes without a confidence (wire format, section 6.5). */
  readonly bare?: readonly Vocabulary[];
}

const VOCABULARIES = ['documented', 'deployed', 'current'] as const;
type Vocabulary = (typeof VOCABULARIES)[number];

/** What each vocabulary calls a job that is done (wire format, sections 2, 5.2 and 6.3). */
const DONE: Readonly<Record<Vocabulary, string>> = { documented: 'completed', deployed: 'processed', current: 'COMPLETED' };

const DETECTIONS: readonly Case[] = [
  { taskType: 'AI Image Detector', source: 'photo.jpg', name: 'sunset-fake.jpg', verdict: /AI|generated/i },
  { taskType: 'AI Audio Detector', source: 'tone.mp3', name: 'voice-fake.mp3', verdict: /AI|generated/i },
  { taskType: 'AI Video Detector', source: 'clip.mp4', name: 'speech-fake.mp4', verdict: /AI|generated/i },
  { taskType: 'Face Swap Detection', source: 'clip.webm', name: 'visitor-fake.webm', verdict: /swap|fake/i },
  { taskType: 'Image Forgery Detection', source: 'portrait.png', name: 'poster-fake.png', verdict: /forge|edited|tamper|manipulat/i },
  { taskType: 'Document Intelligence', source: 'page.pdf', name: 'certificate-fake.pdf', verdict: /tamper|forge|edited|altered/i },
  { taskType: 'Face Liveness Detection', source: 'face-a.jpg', name: 'selfie-real.jpg', verdict: /live/i, bare: ['current'] },
  { taskType: 'EKYC Deepfakes', source: 'clip.mov', name: 'kyc-fake.mov', verdict: /fake|swap/i },
];

for (const vocabulary of VOCABULARIES) {
  test.describe(`in the ${vocabulary} vocabulary`, () => {
    test.use({ vocabulary });

    test.describe('from choosing a file to its verdict', () => {
      for (const { taskType, source, name, verdict, bare } of DETECTIONS) {
        test(taskType, async ({ uploadPage, jobPage, sandbox }) => {
          await uploadPage.open();
          await uploadPage.choose(copyAs(source, name));
          await uploadPage.expectStatus(name, 'staged');
          await uploadPage.setTaskType(name, taskType);
          await uploadPage.analyze();
          const jobId = await uploadPage.viewJob(name);

          await jobPage.expectStatus('completed');
          await expect(jobPage.page.getByRole('heading', { level: 1 })).toHaveText(name);
          await expect(jobPage.verdict).toContainText(verdict);
          if (bare?.includes(vocabulary)) await expect(jobPage.confidence).toBeHidden();
          else {
            await expect(jobPage.verdict).toContainText(/\d+(\.\d+)?\s?%/);
            await expect(jobPage.confidence).toBeVisible();
          }
          await expect(jobPage.region('Details')).toContainText(jobId);
          await expect(jobPage.main).toContainText(/simulated/i);
          expect((await sandbox.get(jobId)).status).toBe(DONE[vocabulary]);
        });
      }
    });

    test('Face Embedding gives a vector', async ({ uploadPage, jobPage }) => {
      await uploadPage.open();
      await uploadPage.choose(copyAs('face-b.jpg', 'subject-b.jpg'));
      await uploadPage.setTaskType('subject-b.jpg', 'Face Embedding');
      await uploadPage.analyze();
      await uploadPage.viewJob('subject-b.jpg');
      await jobPage.expectStatus('completed');
      await expect(jobPage.verdict).toContainText(/vector|embedding/i);
      await expect(jobPage.region('Raw result')).toContainText(/faceVector|embedding/);
    });

    test('Audio Splitter gives two tracks that play', async ({ uploadPage, jobPage }) => {
      await uploadPage.open();
      await uploadPage.choose(copyAs('tone.wav', 'interview.wav'));
      await uploadPage.setTaskType('interview.wav', 'Audio Splitter');
      await uploadPage.analyze();
      await uploadPage.viewJob('interview.wav');
      await jobPage.expectStatus('completed');
      await expect(jobPage.verdict).toContainText(/track/i);
      await expect(jobPage.region('Evidence')).toContainText(/foreground/i);
      await expect(jobPage.region('Evidence')).toContainText(/background/i);
      const players = jobPage.region('Evidence').locator('audio');
      await expect(players).toHaveCount(2);
      // The recording is 2 s long; a track that could not be decoded has no duration.
      const durations = `Array.from(document.querySelectorAll('audio'), (audio) => Math.round(audio.duration))`;
      await expect.poll(() => jobPage.page.evaluate<number[]>(durations)).toEqual([2, 2]);
    });

    test.describe('Face Intelligence', () => {
      test('liveness of a dropped image', async ({ uploadPage, jobPage }) => {
        await uploadPage.open();
        await uploadPage.drop(copyAs('face-a.jpg', 'door-real.jpg'));
        await uploadPage.setTaskType('door-real.jpg', 'Face Intelligence');
        await uploadPage.setFaceChecks('door-real.jpg', ['Liveness']);
        await uploadPage.analyze();
        await uploadPage.viewJob('door-real.jpg');
        await jobPage.expectStatus('completed');
        await expect(jobPage.verdict).toContainText(/live/i);
      });

      test('similarity to a reference image', async ({ uploadPage, jobPage }) => {
        await uploadPage.open();
        await uploadPage.choose(copyAs('face-a.jpg', 'passport.jpg'));
        await uploadPage.setTaskType('passport.jpg', 'Face Intelligence');
        await uploadPage.setFaceChecks('passport.jpg', ['Similarity']);
        await uploadPage.setReference('passport.jpg', media('face-b.jpg'));
        await uploadPage.analyze();
        await uploadPage.viewJob('passport.jpg');
        await jobPage.expectStatus('completed');
        await expect(jobPage.verdict).toContainText(/similar|same|match|different/i);
      });

      test('face swap in a video', async ({ uploadPage, jobPage }) => {
        await uploadPage.open();
        await uploadPage.choose(copyAs('clip.mp4', 'call-fake.mp4'));
        await uploadPage.setTaskType('call-fake.mp4', 'Face Intelligence');
        await uploadPage.setFaceChecks('call-fake.mp4', ['Face swap']);
        await uploadPage.analyze();
        await uploadPage.viewJob('call-fake.mp4');
        await jobPage.expectStatus('completed');
        await expect(jobPage.verdict).toContainText(/swap|fake/i);
      });
    });
  });
}
