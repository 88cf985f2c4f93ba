import { formatOfMime } from '#src/jobs-api/media-formats.ts';
import { ORIGINAL_SLOT, REFERENCE_SLOT, type TaskType, taskTypeOf } from '#src/jobs-api/task-types.ts';

import { invalid } from './errors.ts';
import { checkFaceInputs, type FaceParameters, readFaceParameters } from './face-parameters.ts';
import type { Declaration } from './stored-job.ts';

/** A create call that can be carried out. */
export interface CreateRequest {
  readonly taskType: TaskType;
  /** null for every type but Face Intelligence. */
  readonly parameters: FaceParameters | null;
  readonly inputs: readonly Declaration[];
}

const FACE_INTELLIGENCE = 8;
/** The most one presigned PUT takes. */
const MAX_BYTES = 5 * 1024 ** 3;

/**
 * Reads a create call in either vocabulary: the type stands in the query, in the body, or the same in both (wire
 * format, sections 2 and 5.1).
 * @throws {ApiProblem} 400 with `INVALID_TASK_TYPE`, `UNSUPPORTED_MEDIA_TYPE` or `INVALID_PARAMETERS`.
 */
export function readCreateRequest(query: URLSearchParams, body: unknown): CreateRequest {
  if (!isRecord(body)) throw invalid('The body must be a JSON object.');
  const taskType = readTaskType(query.get('taskTypeId'), body['taskTypeId']);
  if (!Array.isArray(body['inputs']) || body['inputs'].length === 0) throw invalid('inputs must be a list of at least one file.');
  const inputs = body['inputs'].map((input, index) => readDeclaration(input, `inputs[${index}]`, taskType));
  const bySlot = new Map(inputs.map((input) => [input.slot, input]));
  if (bySlot.size < inputs.length) throw invalid('Each slot takes one file.');
  const original = bySlot.get(ORIGINAL_SLOT);
  if (!original) throw invalid(`An input in slot "${ORIGINAL_SLOT}" is required.`);
  const parameters = body['parameters'] ?? {};
  if (!isRecord(parameters)) throw invalid('parameters must be an object.');
  if (taskType.id !== FACE_INTELLIGENCE) return { taskType, parameters: null, inputs };
  const face = readFaceParameters(parameters);
  checkFaceInputs(face, original.contentType, bySlot.get(REFERENCE_SLOT)?.contentType);
  return { taskType, parameters: face, inputs };
}

function readTaskType(inQuery: string | null, inBody: unknown): TaskType {
  const ids = [inQuery, inBody].filter((id) => id !== null && id !== undefined && id !== '');
  const [id, other] = ids.map((each) => (typeof each === 'number' ? String(each) : each));
  if (other !== undefined && other !== id) throw invalid('taskTypeId is not the same in the query and in the body.', 'INVALID_TASK_TYPE');
  const taskType = typeof id === 'string' ? taskTypeOf(id) : null;
  if (!taskType) throw invalid(id === undefined ? 'taskTypeId is required.' : 'taskTypeId must be a task type from 1 to 11.', 'INVALID_TASK_TYPE');
  return taskType;
}

function readDeclaration(input: unknown, where: string, taskType: TaskType): Declaration {
  if (!isRecord(input)) throw invalid(`${where} must be an object.`);
  const { slotName, fileName, contentType, sizeBytes } = input;
  const slots = taskType.id === FACE_INTELLIGENCE ? [ORIGINAL_SLOT, REFERENCE_SLOT] : [ORIGINAL_SLOT];
  if (typeof slotName !== 'string' || !slots.includes(slotName)) throw invalid(`${where}.slotName must be ${slots.map((slot) => `"${slot}"`).join(' or ')}.`);
  if (typeof fileName !== 'string' || fileName.trim() === '' || fileName.length > 1024) throw invalid(`${where}.fileName must have 1 to 1024 characters.`);
  if (typeof contentType !== 'string') throw invalid(`${where}.contentType must be a text.`);
  const format = formatOfMime(contentType);
  if (!format || !taskType.formats.includes(format)) {
    throw invalid(`${taskType.name} takes ${taskType.formats.join(', ')}, not "${contentType}".`, 'UNSUPPORTED_MEDIA_TYPE');
  }
  if (typeof sizeBytes !== 'number' || !Number.isSafeInteger(sizeBytes) || sizeBytes < 1 || sizeBytes > MAX_BYTES) {
    throw invalid(`${where}.sizeBytes must be a whole number from 1 to ${MAX_BYTES}.`);
  }
  return { slot: slotName, fileName, contentType, sizeBytes };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
