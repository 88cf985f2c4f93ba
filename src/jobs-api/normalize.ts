import { ProtocolError } from './errors.ts';
import { readStatus, type Artifact, type Job, type JobInput, type JobPage, type JobSummary } from './job.ts';
import { withPass } from './relay.ts';
import { wireArtifact, wireInput, wireJob, wireList, type WireJob } from './wire.ts';

/**
 * Reads a job of either vocabulary, wrapped as `{job: …}` or not; what the outer level says wins.
 * @throws ProtocolError when the answer is no object or carries no job id.
 */
export function readJob(answer: unknown): Job {
  const parsed = wireJob.safeParse(answer);
  if (!parsed.success) throw new ProtocolError('The answer is not a job.', answer);
  const outer = parsed.data;
  const inner = outer.job;
  const id = outer.jobId ?? outer.id ?? inner?.jobId ?? inner?.id;
  if (id === undefined) throw new ProtocolError('The answer carries no job id.', answer);
  const artifacts = readEach(outer.artifacts ?? inner?.artifacts, readArtifact);
  return {
    ...readSummaryFields(outer, String(id)),
    taskTypeSlug: outer.taskTypeSlug ?? inner?.taskTypeSlug ?? outer.taskType?.slug ?? inner?.taskType?.slug ?? null,
    completedAt: instantOf(outer.completedAt ?? inner?.completedAt),
    cost: outer.cost ?? inner?.cost ?? null,
    inputs: readEach(outer.inputs ?? inner?.inputs, readInput),
    artifacts,
    result: outer.result ?? inner?.result ?? undefined,
    resultUrl:
      artifacts.find((artifact) => artifact.kind === 'result' && artifact.downloadUrl !== null)?.downloadUrl ??
      outer.resultURL ?? outer.resultUrl ?? inner?.resultURL ?? inner?.resultUrl ?? null,
    errorMessage: outer.errorMessage ?? inner?.errorMessage ?? null,
  };
}

/**
 * Reads a page of the list in either vocabulary.
 * @throws ProtocolError when the answer holds no list at all.
 */
export function readJobPage(answer: unknown, asked: { page: number; limit: number }): JobPage {
  const parsed = wireList.safeParse(Array.isArray(answer) ? { items: answer } : answer);
  const entries = parsed.success ? (parsed.data.data ?? parsed.data.items) : undefined;
  if (!parsed.success || entries === undefined) throw new ProtocolError('The answer is not a list of jobs.', answer);
  const { pagination, page, pageSize, total } = parsed.data;
  const jobs: JobSummary[] = [];
  const unreadable: unknown[] = [];
  for (const entry of entries) {
    const summary = readSummary(entry);
    if (summary) jobs.push(summary);
    else unreadable.push(entry);
  }
  return {
    jobs,
    unreadable,
    page: pagination?.page ?? page ?? asked.page,
    limit: pagination?.limit ?? pageSize ?? asked.limit,
    total: pagination?.total ?? total ?? null,
  };
}

function readSummary(entry: unknown): JobSummary | null {
  const parsed = wireJob.safeParse(entry);
  if (!parsed.success) return null;
  const id = parsed.data.jobId ?? parsed.data.id ?? parsed.data.job?.jobId ?? parsed.data.job?.id;
  return id === undefined ? null : readSummaryFields(parsed.data, String(id));
}

function readSummaryFields(outer: WireJob, id: string): JobSummary {
  const inner = outer.job;
  const taskTypeId = outer.taskTypeId ?? inner?.taskTypeId ?? outer.taskType?.id ?? inner?.taskType?.id;
  return {
    id,
    taskTypeId: taskTypeId === undefined ? null : String(taskTypeId),
    ...readStatus(outer.status ?? inner?.status ?? 'unknown'),
    createdAt: instantOf(outer.createdAt ?? inner?.createdAt),
    updatedAt: instantOf(outer.updatedAt ?? inner?.updatedAt),
  };
}

function readInput(entry: unknown): JobInput | null {
  const parsed = wireInput.safeParse(entry);
  if (!parsed.success || parsed.data.slotName === undefined) return null;
  const input = parsed.data;
  return {
    slotName: parsed.data.slotName,
    fileName: input.fileName ?? null,
    contentType: input.contentType ?? null,
    sizeBytes: input.sizeBytes ?? null,
    uploadUrl: input.uploadUrl === undefined ? null : withPass(input.uploadUrl),
    uploadUrlExpiresAt: instantOf(input.uploadUrlExpiresAt),
  };
}

function readArtifact(entry: unknown): Artifact | null {
  const parsed = wireArtifact.safeParse(entry);
  if (!parsed.success) return null;
  const { id, kind, slotName, contentType, downloadUrl, metadata } = parsed.data;
  return {
    id: id === undefined ? null : String(id),
    kind: kind ?? 'unknown',
    slotName: slotName ?? null,
    contentType: contentType ?? null,
    fileName: metadata?.fileName ?? metadata?.originalName ?? metadata?.name ?? null,
    sizeBytes: metadata?.sizeBytes ?? metadata?.size ?? null,
    downloadUrl: downloadUrl ?? null,
  };
}

function readEach<T>(entries: readonly unknown[] | undefined, read: (entry: unknown) => T | null): T[] {
  return (entries ?? []).map(read).filter((entry) => entry !== null);
}

// Beyond this a Date is invalid, and printing it throws.
const LAST_INSTANT = 8.64e15;

// Seconds since the epoch would be a date in January 1970, so a small number is taken as seconds.
function instantOf(value: string | number | undefined): number | null {
  if (value === undefined) return null;
  const ms = typeof value === 'number' ? (value < 1e11 ? value * 1_000 : value) : Date.parse(value);
  return Math.abs(ms) <= LAST_INSTANT ? ms : null;
}
