import { expect, test } from 'vitest';
import { withTaskTypeKey } from './task-type-kept.ts';

test.each([[1, 'ai-image-detection'], [11, 'ekyc-deepfake'], [42, '42'], [null, null]])('a record that an earlier version kept with task type %j has the key %j', (taskTypeId, taskType) => {
  expect(withTaskTypeKey({ name: 'a.jpg', taskType: null, taskTypeId })).toMatchObject({ name: 'a.jpg', taskType });
});

test('a record of this version stays as it is', () => {
  const record = { taskType: 'voice-clone-detection' };
  expect(withTaskTypeKey(record)).toBe(record);
});
