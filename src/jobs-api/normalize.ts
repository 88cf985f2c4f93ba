import { ProtocolError } from './errors.ts';
import { RECORD_FIELDS, readStatus, type Artifact, type CommandAnswer, type Job, type JobInput, type JobPage, type JobSummary, type TaskTypeInfo } from './job.ts';
import { withPass } from './relay.ts';
import { ORIGINAL_SLOT } from './task-types.ts';
import { wireArtifact, wireInput, wireJob, wireList, wireSlot, type WireInput, type WireJob, type WireTaskType } from './wire.ts';

/**
 * Reads a job of any vocabulary, wrapped as `{job: …}` or not; what the outer level says wins.
 * @throws ProtocolError when the answer is no object or carries no job id.
 */
export function readJob(answer: unknown): Job {
  const parsed = wireJob.safeParse(answer);
  if (!parsed.success) throw new ProtocolError('The answer is not a job.', answer);
  const outer = parsed.data;
  const inner = outer.job;
  const id = outer.jobId ?? outer.id ?? inner?.jobId ?? inner?.id;
  if (id === undefined) throw new ProtocolError('The answer carries no job id.', answer);
  const taskType = outer.taskType ?? inner?.taskType;
  const artifacts = readEach(outer.artifacts ?? inner?.artifacts, readArtifact);
  const inlineResult = outer.result ?? inner?.result ?? undefined;
  const resultUrl = resultAddressOf(artifacts) ?? (inlineResult === undefined ? (outer.resultURL ?? outer.resultUrl ?? inner?.resultURL ?? inner?.resultUrl ?? null) : null);
  return {
    ...readSummaryFields(outer, String(id)),
    taskTypeSlug: outer.taskTypeSlug ?? inner?.taskTypeSlug ?? taskType?.slug ?? null,
    taskType: taskType === undefined ? null : readTaskType(taskType),
    completedAt: instantOf(outer.completedAt ?? inner?.completedAt),
    cost: outer.cost ?? inner?.cost ?? null,
    inputs: readInputs(outer.inputs ?? inner?.inputs),
    artifacts,
    result: resultUrl === null ? inlineResult : undefined,
    inlineResult,
    resultUrl,
    resultProblem: null,
    recordFields: { ...recordFieldsOf(inner ?? {}), ...recordFieldsOf(outer) },
    errorMessage: outer.errorMessage ?? inner?.errorMessage ?? null,
    externalReference: outer.externalReference ?? inner?.externalReference ?? null,
  };
}

/** The answer to a finalize or a cancel that says nothing. */
export const NOTHING_SAID: CommandAnswer = { status: null, statusWord: null, updatedAt: null, message: null };

/** Reads the answer to a finalize or a cancel, in any vocabulary; an answer without an id counts, too. Never throws. */
export function readCommandAnswer(answer: unknown): CommandAnswer {
  const parsed = wireJob.safeParse(answer);
  if (!parsed.success) return NOTHING_SAID;
  const outer = parsed.data;
  const inner = outer.job;
  const word = outer.status ?? inner?.status;
  return {
    ...(word === undefined ? { status: null, statusWord: null } : readStatus(word)),
    updatedAt: instantOf(outer.updatedAt ?? inner?.updatedAt),
    message: outer.message ?? inner?.message ?? null,
  };
}

/**
 * Reads a page of the list in any vocabulary, or a bare array of jobs.
 * @throws ProtocolError when the answer holds no list at all.
 */
export function readJobPage(answer: unknown, asked: { page: number; limit: number }): JobPage {
  const parsed = wireList.safeParse(Array.isArray(answer) ? { items: answer } : answer);
  const entries = parsed.success ? (parsed.data.data ?? parsed.data.items) : undefined;
  if (!parsed.success || entries === undefined) throw new ProtocolError('The answer is not a list of jobs.', answer);
  const { pagination, page, pageSize, limit, offset, total } = parsed.data;
  const statedPage = pagination?.page ?? page;
  const statedLimit = positive(pagination?.limit ?? pagination?.pageSize ?? pageSize ?? limit);
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
    page: statedPage ?? (offset === undefined || statedLimit === null ? asked.page : Math.floor(offset / statedLimit) + 1),
    limit: statedLimit ?? asked.limit,
    statedLimit,
    total: pagination?.total ?? total ?? null,
    offset: statedPage === undefined ? offset : undefined,
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

// A create answer may leave the name out: then it is the main slot's (wire format, section 6.2).
function readInputs(entries: readonly unknown[] | undefined): JobInput[] {
  const inputs = readEach(entries, (entry) => {
    const parsed = wireInput.safeParse(entry);
    return parsed.success ? parsed.data : null;
  });
  const mainIsUnnamed = inputs.filter(({ slotName }) => slotName === undefined).length === 1 && inputs.every(({ slotName }) => slotName !== ORIGINAL_SLOT);
  return inputs.flatMap((input) => {
    const slotName = input.slotName ?? (mainIsUnnamed ? ORIGINAL_SLOT : undefined);
    return slotName === undefined ? [] : [readInput(input, slotName)];
  });
}

function readInput(input: WireInput, slotName: string): JobInput {
  return {
    slotName,
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
    kind: kind?.trim().toLowerCase() ?? 'unknown',
    slotName: slotName ?? null,
    contentType: contentType ?? null,
    fileName: metadata?.fileName ?? metadata?.originalName ?? metadata?.name ?? null,
    sizeBytes: metadata?.sizeBytes ?? metadata?.size ?? null,
    downloadUrl: downloadUrl ?? null,
  };
}

const JSON_TYPE = /^[a-z]+\/(?:[\w.-]+\+)?json\b/i;
// What says nothing of the content.
const VAGUE_TYPE = /^(?:application\/octet-stream|binary\/octet-stream|text\/plain)\b/i;

// By kind and content type: a `result` that is a picture is no result to read (wire format, section 6.5).
function resultAddressOf(artifacts: readonly Artifact[]): string | null {
  const results = artifacts.filter(({ kind, downloadUrl }) => kind === 'result' && downloadUrl !== null);
  const whole = results.find(({ contentType }) => JSON_TYPE.test(contentType ?? '')) ?? results.find(({ contentType }) => (contentType ?? '') === '' || VAGUE_TYPE.test(contentType ?? ''));
  return whole?.downloadUrl ?? null;
}

function readTaskType({ id, slug, displayName, name, description, inputSlots }: WireTaskType): TaskTypeInfo {
  const slots = readEach(inputSlots, (entry) => {
    const parsed = wireSlot.safeParse(entry);
    if (!parsed.success || parsed.data.name === undefined) return null;
    return { name: parsed.data.name, mimes: (parsed.data.mimes ?? []).filter((mime) => typeof mime === 'string').map((mime) => mime.toLowerCase()) };
  });
  return { id: id === undefined ? null : String(id), slug: slug ?? null, name: displayName ?? name ?? null, description: description ?? null, slots };
}

function recordFieldsOf(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(RECORD_FIELDS.flatMap((name) => (Object.hasOwn(fields, name) && fields[name] !== undefined && fields[name] !== null ? [[name, fields[name]] as const] : [])));
}

function positive(value: number | undefined): number | null {
  return value !== undefined && value >= 1 ? value : null;
}

function readEach<T>(entries: readonly unknown[] | undefined, read: (entry: unknown) => T | null): T[] {
  return (entries ?? []).map(read).filter((entry) => entry !== null);
}

// Beyond this a Date is invalid, and printing it throws.
const LAST_INSTANT = 8.64e15;

// `2026-11-28T09:00:00`: servers that leave the zone out mean UTC, where Date.parse takes the reader's own.
const WITHOUT_ZONE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)$/;

// Seconds since the epoch would be a date in January 1970, so a small number is taken as seconds.
function instantOf(value: string | number | undefined): number | null {
  if (value === undefined) return null;
  const ms = typeof value === 'number' ? (value < 1e11 ? value * 1_000 : value) : Date.parse(value.trim().replace(WITHOUT_ZONE, '$1T$2Z'));
  return Math.abs(ms) <= LAST_INSTANT ? ms : null;
}
