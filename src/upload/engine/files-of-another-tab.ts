import type { UploadCommand } from '../model/queue.ts';

/**
 * A command from another tab, with bytes that this one can send. Chromium sends a file by its path, and only for the tab
 * that it was chosen in (`ERR_ACCESS_DENIED` for any other); as a blob, the same bytes go. That takes a fifth longer,
 * so files that were chosen here stay files.
 */
export function withOwnBytes(command: UploadCommand): UploadCommand {
  switch (command.type) {
    case 'add':
      return { ...command, entries: command.entries.map((entry) => ({ ...entry, bytes: entry.bytes && asBlob(entry.bytes) })) };
    case 'provide-bytes':
      return { ...command, bytes: asBlob(command.bytes) };
    case 'choose-again':
      return { ...command, file: asBlob(command.file) };
    case 'edit':
    case 'use-twin':
    case 'enqueue':
    case 'pause':
    case 'remove':
    case 'release':
    case 'set-online':
      return command;
  }
}

function asBlob(bytes: Blob): Blob {
  return bytes.slice(0, bytes.size, bytes.type);
}
