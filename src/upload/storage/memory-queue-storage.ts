import type { UploadRecord } from '../model/upload-record.ts';
import type { UploadItem } from '../model/item.ts';
import type { QueueStorage } from './queue-storage.ts';

/** A queue that lives as long as the page: for browsers that give no disk. Bytes are refused, so that people are warned. */
export function createMemoryStorage(): QueueStorage {
  const items = new Map<string, UploadItem>();
  const evidence = new Map<string, UploadRecord>();
  return {
    lasts: false,
    load: async () => [...items.values()].toSorted((a, b) => a.id.localeCompare(b.id)),
    save: async (changed) => {
      for (const item of changed) items.set(item.id, item);
    },
    remove: async (itemIds) => {
      for (const id of itemIds) items.delete(id);
    },
    saveBytes: async () => {
      throw new DOMException('This browser gives Assay no disk.', 'QuotaExceededError');
    },
    loadBytes: async () => null,
    removeBytes: async () => undefined,
    keepMedia: async () => undefined,
    saveThumbnail: async () => undefined,
    saveEvidence: async (record) => void evidence.set(record.jobId, record),
    findEvidence: async (sha256) => [...evidence.values()].filter((record) => record.sha256 === sha256),
    knowsSize: async (sizeBytes) => [...evidence.values()].some((record) => record.sizeBytes === sizeBytes),
    close: () => undefined,
  };
}
