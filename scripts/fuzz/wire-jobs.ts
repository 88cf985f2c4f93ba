import { hostileText } from './hostile-text.ts';
import type { Json } from './mutate-json.ts';
import type { Random } from './random.ts';

type Fields = Record<string, Json>;

/** Where a job's files are said to be. */
export interface JobPlace {
  readonly id: string;
  /** Origin of the storage. */
  readonly storage: string;
}

const STATUSES = ['created', 'waiting_for_finalize', 'initiated', 'inited', 'uploaded', 'pending', 'queued', 'processing', 'completed', 'COMPLETED', 'processed', 'failed', 'error', 'cancelled', 'canceled', 'deleted', 'on hold'];
const SLUGS = ['ai-image-detection', 'ai-audio-detection', 'ai-video-detection', 'faceswap-detection', 'image-forgery-detection', 'document-intelligence', 'face-liveness-detection', 'face-intelligence', 'face-embedding', 'audio-splitter', 'ekyc-deepfake', 'pdf-tampering-detection', 'never-heard-of'];
const TYPES = ['image/jpeg', 'image/png', 'video/mp4', 'video/quicktime', 'audio/mpeg', 'audio/wav', 'application/pdf', 'application/json', 'text/html', 'image/svg+xml', ''];

const flag = (random: Random): Json => random.pick<Json>([true, false, null, 'true', 'False', 'fake', 'None', 1]);
const share = (random: Random): Json => random.pick<Json>([0.98, 0.05, 98.2, '97.1', 1, 0, -1, 1e9, 'NaN', null]);
const text = (random: Random, plain: string): string => (random.chance(0.3) ? hostileText(random) : plain);
const instant = (random: Random): Json => (random.chance(0.1) ? random.pick<Json>(['', 'yesterday', 0, -1, 1e20, null]) : new Date(1.79e12 + random.int(0, 1e9)).toISOString());
const box = (random: Random): Json => random.times(4, random.chance(0.1) ? 7 : 4, () => random.int(-50, 900));

/** A result with some of the fields of wire format 5.4 and 6.5. */
export function resultOf(random: Random, { id, storage }: JobPlace): Fields {
  const link = (name: string): string => (random.chance(0.3) ? hostileText(random) : `${storage}/${name}/${id}?X-Amz-Signature=secret`);
  const participant = (index: number): Json => ({ id: index, fake: flag(random), confidence: share(random), heatmap: link('heatmap') });
  const frames = (): Json => Object.fromEntries(random.times(0, 6, (index) => [`${random.chance(0.2) ? 'frame_' : ''}${index * 5}`, box(random)] as const));
  const face = (): Json => ({ boundingBox: frames(), class: random.pick<Json>(['real', 'fake', { isDeepFake: true }, hostileText(random)]), confidence: share(random) });
  const fields: Readonly<Record<string, () => Json>> = {
    isAiGenerated: () => flag(random), isDeepFake: () => flag(random), isFake: () => flag(random), isTampered: () => flag(random), isSpoof: () => flag(random), isLiveness: () => flag(random), isSimilar: () => flag(random),
    confidence: () => share(random), RealConfidencePercent: () => share(random), similarityScore: () => share(random), resultType: () => text(random, 'image'),
    analysisDetails: () => ({ model: text(random, 'v1'), note: hostileText(random) }),
    faceVector: () => random.times(0, 600, () => random.next()), identityPredictions: () => random.times(0, 4, (identityId) => ({ identityId, isDeepFake: flag(random) })),
    boundingBoxes: () => Object.fromEntries(random.times(0, 4, (index) => [text(random, String(index)), face()] as const)),
    predictions: () => ({ 0: random.times(0, 3, () => ({ x1: 1, y1: 2, x2: random.int(-5, 500), y2: 60, label: text(random, 'FAKE') })) }),
    participants: () => random.times(0, 4, participant), heatmapURL: () => link('heatmap'), srcURL: () => link('media'), fakePages: () => random.pick<Json>([3, [1, 2], []]), totalPages: () => random.int(-1, 9),
    identityDetails: () => random.times(0, 2, () => face()), faces: () => random.int(0, 3), deepFakes: () => random.int(0, 3), fake: () => flag(random), error: () => text(random, 'No face found'), message: () => text(random, 'Worker failed'), errors: () => [hostileText(random)], status: () => 'error',
  };
  return Object.fromEntries(random.times(1, 9, () => random.pick(Object.entries(fields))).map(([name, make]) => [name, make()]));
}

/** A job's detail, in one of the three vocabularies or in a mixture (wire format 2, 5.2, 6). */
export function jobOf(random: Random, place: JobPlace): Fields {
  const { id, storage } = place;
  const index = random.int(0, SLUGS.length - 1);
  const slug = SLUGS[index] ?? '';
  const contentType = random.pick(TYPES);
  const input = { slotName: text(random, 'original'), fileName: text(random, `${slug}.jpg`), sizeBytes: random.int(0, 1e9), contentType, uploadUrl: `${storage}/put/${id}?X-Amz-Signature=secret` };
  const artifact = (kind: string, type: string): Json => ({ id: `${id}-${kind}`, kind, slotName: kind === 'input' ? 'original' : null, status: 'ready', contentType: type, metadata: { fileName: text(random, 'a.jpg') }, downloadUrl: random.chance(0.1) ? hostileText(random) : `${storage}/${kind}/${id}?X-Amz-Signature=secret`, createdAt: instant(random) });
  const common = { status: text(random, random.pick(STATUSES)), createdAt: instant(random), updatedAt: instant(random), taskTypeId: random.pick<Json>([index + 1, String(index + 1), 99]) };
  const result = random.chance(0.8) ? resultOf(random, place) : null;
  const artifacts = random.times(0, 4, () => random.pick([artifact('input', contentType), artifact('result', 'application/json'), artifact('heatmap', 'image/png'), artifact('result', 'text/html')]));
  const taskType = { id: index + 1, slug: text(random, slug), displayName: text(random, 'A detector'), description: text(random, 'It detects.'), inputSlots: [{ name: 'original', mimes: ['image/jpeg', hostileText(random)] }] };
  const documented = { jobId: random.chance(0.5) ? Number(id) : id, taskTypeSlug: slug, completedAt: instant(random), inputs: [input], errorMessage: text(random, 'It failed.') };
  const deployed = { id, tenantId: '7', cost: random.int(0, 9), artifacts, taskType };
  const current = { externalReference: text(random, 'ref'), isLiveness: flag(random), participants: [], heatmapURL: text(random, `${storage}/heatmap/${id}`), resultURL: text(random, `${storage}/result/${id}`) };
  return random.weighted<() => Fields>([
    [4, () => ({ ...documented, ...common, result })],
    [4, () => ({ ...deployed, ...common, result })],
    [2, () => ({ job: { ...deployed, ...common, result }, inputs: [input] })],
    [3, () => ({ ...deployed, ...common, ...current, result })],
    [2, () => ({ ...documented, ...deployed, ...current, ...common, result })],
  ])();
}

/** A page of the list in one of its forms (wire format 2, 5.2, 6.4). */
export function listOf(random: Random, jobs: readonly Json[]): Json {
  const total = random.weighted<Json>([[8, jobs.length], [1, 1e9], [1, -1], [1, null], [1, '3']]);
  return random.weighted<Json>([
    [4, { data: jobs, pagination: { page: 1, limit: 100, total, pages: 1 } }],
    [3, { items: jobs, total, page: 1, pageSize: 100 }],
    [1, { items: jobs, page: 1, pageSize: 50 }],
    [1, { limit: 100, offset: 0, total, data: jobs }],
  ]);
}

/** An error body in one of its forms (wire format 3, 5.5, 6.3). */
export function errorOf(random: Random, statusCode: number): Json {
  const code = text(random, random.pick(['JOB_NOT_FOUND', 'IAM001', 'AA001', 'U007', 'UPLOAD_ALREADY_FINALIZED', 'INSUFFICIENT_BALANCE']));
  const message = text(random, 'The platform refuses.');
  return random.pick<Json>([{ code, statusCode, message }, { name: code, message }, { error: message }, { code, message: { nested: message } }]);
}

/** What `GET /integrations/current` answers (wire format 6.1). */
export function integrationOf(random: Random): Json {
  const offered = (index: number): Json => ({ contentType: random.pick(TYPES), taskTypeId: index, slug: text(random, random.pick(SLUGS)), slotName: 'original', available: flag(random) });
  return { tenant: { id: 1, name: text(random, 'Tenant'), type: 'x' }, integration: { id: 2, provider: text(random, 'odoo'), name: hostileText(random), status: 'active' }, permissions: 3, permissionNames: ['ReadJob', 'WriteJob', hostileText(random)], taskTypes: random.times(0, 15, offered) };
}
