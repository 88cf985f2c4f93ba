import { bytesKey } from '../model/item.ts';
import { withQueueDb } from './queue-db.ts';

/** Asks the person for leave to read an item's file again; has to be called from a click. */
export async function requestReadPermission(storeName: string, itemId: string): Promise<void> {
  const stored = await withQueueDb(storeName, (database) => database.get('bytes', bytesKey(itemId, 'original')));
  if (stored !== undefined && !(stored instanceof Blob)) await stored.requestPermission?.({ mode: 'read' });
}
