import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { ChooseAgain } from './item-actions.tsx';
import type { UploadQueue } from '../model/queue.ts';
import { testItem } from '../testing/items.ts';

const faces = testItem({ taskType: 'face-intelligence', checks: { liveness: true, faceSwap: false, similarity: true }, reference: { name: 'id.jpg', sizeBytes: 3, contentType: 'image/jpeg' } });

function show(item = faces) {
  const send = vi.fn<UploadQueue['send']>();
  render(<ChooseAgain item={item} queue={{ send }} />);
  return send;
}

const choose = (name: string, file: File) => fireEvent.change(screen.getByLabelText(`Choose ${name} again`), { target: { files: [file] } });

test('a lost reference image is no dead end: it is chosen again, and the upload goes on', () => {
  const send = show();
  const file = new File(['ref'], 'id.jpg');
  choose('id.jpg', file);
  expect(send.mock.calls).toEqual([[{ type: 'provide-bytes', itemId: 'item-1', slot: 'reference', bytes: file }], [{ type: 'enqueue', itemIds: ['item-1'] }]]);
});

test('another image does not pass for the reference', () => {
  const send = show();
  choose('id.jpg', new File(['other'], 'id.jpg'));
  choose('id.jpg', new File(['ref'], 'other.jpg'));
  expect(send).not.toHaveBeenCalled();
});

test('the main file goes its own way, and an item without a reference asks for none', () => {
  const send = show(testItem());
  choose('photo.jpg', new File(['bits'], 'photo.jpg', { lastModified: 5 }));
  expect(send.mock.calls).toMatchObject([[{ type: 'choose-again', itemId: 'item-1', lastModified: 5 }]]);
  expect(screen.queryByRole('button', { name: 'Choose the reference image again' })).toBeNull();
});
