import * as z from 'zod/mini';

// zod's compiled parsers probe for `eval`, which a strict CSP reports as a violation.
z.config({ jitless: true });

// A field of an unexpected type reads as absent: one odd field must not cost the rest of the answer.
const lenient = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined);
const text = lenient(z.string());
// An empty string says nothing: an address, a status or a message that is empty counts as absent.
const said = lenient(z.string().check(z.minLength(1)));
const numeric = z.string().check(z.regex(/^\s*[-+]?\d+(\.\d+)?\s*$/));
const number = lenient(z.union([z.number(), z.pipe(numeric, z.transform(Number))]));
const id = lenient(z.union([z.string().check(z.minLength(1)), z.number()]));
const instant = lenient(z.union([z.string(), z.number()]));
const records = lenient(z.array(z.unknown()));

/** An input as created or read back, documented or deployed (wire format, sections 2 and 5.1). */
export const wireInput = z.looseObject({
  slotName: text,
  uploadUrl: said,
  uploadUrlExpiresAt: instant,
  contentType: text,
  fileName: text,
  sizeBytes: number,
});

/** An artifact of the deployed vocabulary (wire format, section 5.2). */
export const wireArtifact = z.looseObject({
  id,
  kind: text,
  slotName: text,
  contentType: text,
  downloadUrl: said,
  metadata: lenient(z.looseObject({ fileName: text, originalName: text, name: text, sizeBytes: number, size: number })),
});

/** What an answer says of a task type (wire format, section 5.2). */
const wireTaskType = z.looseObject({ id, slug: said, displayName: said, name: said, description: said, inputSlots: records });

/** An input slot of a task type (wire format, section 5.2). */
export const wireSlot = z.looseObject({ name: said, mimes: records });

const jobFields = {
  jobId: id,
  id,
  taskTypeId: id,
  taskTypeSlug: text,
  taskType: lenient(wireTaskType),
  status: said,
  cost: number,
  createdAt: instant,
  updatedAt: instant,
  completedAt: instant,
  inputs: records,
  artifacts: records,
  result: z.optional(z.unknown()),
  resultURL: said,
  resultUrl: said,
  errorMessage: text,
  message: said,
  externalReference: said,
};

/** A job in any vocabulary, or in several at once; `job` is the deployed wrapper (wire format, sections 2 and 5). */
export const wireJob = z.looseObject({ ...jobFields, job: lenient(z.looseObject(jobFields)) });

/**
 * A page of the list: `{data, pagination}`, `{items, total, page, pageSize}` or `{limit, offset, total, data}` (wire
 * format, sections 2, 5.2 and 6.4).
 */
export const wireList = z.looseObject({
  data: records,
  pagination: lenient(z.looseObject({ page: number, limit: number, pageSize: number, total: number })),
  items: records,
  total: number,
  page: number,
  pageSize: number,
  limit: number,
  offset: number,
});

/** What a key may run: the answer of `GET /integrations/current` (wire format, section 6.1). */
export const wireIntegration = z.looseObject({ taskTypes: records });

/** One media type that a task type takes, of {@link wireIntegration}. */
export const wireOffer = z.looseObject({ contentType: said, taskTypeId: id, slug: said, slotName: said, displayName: said, name: said, description: said, available: lenient(z.boolean()) });

/** An error body; every field may be missing (wire format, sections 3, 5.5 and 6.3). */
export const wireError = z.looseObject({
  code: id,
  name: said,
  message: said,
  error: said,
});

/** An input as {@link wireInput} reads it. */
export type WireInput = z.infer<typeof wireInput>;

/** A job as {@link wireJob} reads it. */
export type WireJob = z.infer<typeof wireJob>;

/** A task type as part of a {@link WireJob}. */
export type WireTaskType = z.infer<typeof wireTaskType>;
