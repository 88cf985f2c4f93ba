import { formatOfMime } from '#src/jobs-api/media-formats.ts';
import { ORIGINAL_SLOT, REFERENCE_SLOT } from '#src/jobs-api/task-types.ts';

import { invalid } from './errors.ts';
import { checkFaceInputs, type FaceParameters, readFaceParameters } from './face-parameters.ts';
import { readExternal, readPageCount } from './external.ts';
import type { Declaration, External } from './stored-job.ts';
import { offeredTypes, type SandboxTaskType } from './task-types.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A create call that can be carried out. */
export interface CreateRequest {
  readonly taskType: SandboxTaskType;
  /** null for every type but Face Intelligence. */
  readonly parameters: FaceParameters | null;
  readonly inputs: readonly Declaration[];
  readonly external: External;
}

/** The most one presigned PUT takes. */
const MAX_BYTES = 5 * 1024 ** 3;

/**
 * Reads a create call in either vocabulary: the type stands in the query, in the body, or the same in both (wire
 * format, sections 2 and 5.1), or nowhere: then it is the first one that takes the media, as in the reference's example.
 * @throws {ApiProblem} 400 with `INVALID_TASK_TYPE`, `UNSUPPORTED_MEDIA_TYPE` or `INVALID_PARAMETERS`.
 */
export function readCreateRequest(query: URLSearchParams, body: unknown, vocabulary: Vocabulary): CreateRequest {
  if (!isRecord(body)) throw invalid('The body must be a JSON object.');
  const named = readTaskType(query.get('taskTypeId'), body['taskTypeId'], offeredTypes(vocabulary));
  if (!Array.isArray(body['inputs']) || body['inputs'].length === 0) throw invalid('inputs must be a list of at least one file.');
  const taskType = named ?? firstThatTakes(body['inputs'][0], offeredTypes(vocabulary));
  const external = readExternal(body);
  const inputs = body['inputs'].map((input, index) => readDeclaration(input, `inputs[${index}]`, taskType));
  const bySlot = new Map(inputs.map((input) => [input.slot, input]));
  if (bySlot.size < inputs.length) throw invalid('Each slot takes one file.');
  const original = bySlot.get(ORIGINAL_SLOT);
  if (!original) throw invalid(`An input in slot "${ORIGINAL_SLOT}" is required.`);
  const parameters = body['parameters'] ?? {};
  if (!isRecord(parameters)) throw invalid('parameters must be an object.');
  if (taskType.options !== 'face-checks') return { taskType, parameters: null, inputs, external };
  const face = readFaceParameters(parameters);
  checkFaceInputs(face, original.contentType, bySlot.get(REFERENCE_SLOT)?.contentType);
  return { taskType, parameters: face, inputs, external };
}

/** null when neither names one. */
function readTaskType(inQuery: string | null, inBody: unknown, offered: readonly SandboxTaskType[]): SandboxTaskType | null {
  const ids = [inQuery, inBody].filter((id) => id !== null && id !== undefined && id !== '');
  const [id, other] = ids.map((each) => (typeof each === 'number' ? String(each) : each));
  if (other !== undefined && other !== id) throw invalid('taskTypeId is not the same in the query and in the body.', 'INVALID_TASK_TYPE');
  if (id === undefined) return null;
  const taskType = offered.find((type) => String(type.id) === id);
  if (!taskType) throw invalid(`Task type ID ${typeof id === 'string' ? id : JSON.stringify(id)} does not exist`, 'INVALID_TASK_TYPE');
  return taskType;
}

function firstThatTakes(input: unknown, offered: readonly SandboxTaskType[]): SandboxTaskType {
  const contentType = isRecord(input) ? input['contentType'] : null;
  const format = typeof contentType === 'string' ? formatOfMime(contentType) : null;
  const taskType = format && offered.find(({ formats }) => formats.includes(format));
  if (!taskType) throw invalid('taskTypeId is required: no task type takes this media.', 'INVALID_TASK_TYPE');
  return taskType;
}

function readDeclaration(input: unknown, where: string, taskType: SandboxTaskType): Declaration {
  if (!isRecord(input)) throw invalid(`${where} must be an object.`);
  const { slotName, fileName, contentType, sizeBytes } = input;
  const slots = taskType.options === 'face-checks' ? [ORIGINAL_SLOT, REFERENCE_SLOT] : [ORIGINAL_SLOT];
  if (typeof slotName !== 'string' || !slots.includes(slotName)) throw invalid(`${where}.slotName must be ${slots.map((slot) => `"${slot}"`).join(' or ')}.`);
  if (typeof fileName !== 'string' || fileName.trim() === '' || fileName.length > 1024) throw invalid(`${where}.fileName must have 1 to 1024 characters.`);
  if (typeof contentType !== 'string') throw invalid(`${where}.contentType must be a text.`);
  const format = formatOfMime(contentType);
  if (!format || !taskType.formats.includes(format)) {
    throw invalid(`Task type ${taskType.id} (${taskType.slug}) does not support media type: ${contentType}`, 'UNSUPPORTED_MEDIA_TYPE');
  }
  if (typeof sizeBytes !== 'number' || !Number.isSafeInteger(sizeBytes) || sizeBytes < 1 || sizeBytes > MAX_BYTES) {
    throw invalid(`${where}.sizeBytes must be a whole number from 1 to ${MAX_BYTES}.`);
  }
  return { slot: slotName, fileName, contentType, sizeBytes, pageCount: readPageCount(input['pageCount'], where) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
