import type { PartResult } from './results.ts';
export function writeDocs(_folder: string, _results: readonly PartResult[]): void {}
