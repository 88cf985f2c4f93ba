import { useId, useState, type FormEvent } from 'react';
import type { Job } from '#src/jobs-api/job.ts';
import { Button } from '#src/ui/button.tsx';
import { formatCount } from '#src/ui/format.ts';
import { copyText } from '../../raw/copy-text.ts';
import { readEvidence } from '../../result/evidence.ts';
import { saveAsFile } from '#src/ui/save-as-file.ts';
import { cosineSimilarity } from './cosine.ts';

/** A face vector and the job it is of. */
export interface VectorViewerProps {
  readonly jobId: string;
  readonly vector: readonly number[];
  /** Reads another job to compare with; rejects when there is none. */
  readonly loadJob: (jobId: string) => Promise<Job>;
}

const SHOWN = 8;

/** A face vector: what it is, its first numbers, all of them to copy or save, and how alike another job's is. */
export function VectorViewer({ jobId, vector, loadJob }: VectorViewerProps) {
  const [other, setOther] = useState('');
  const [answer, setAnswer] = useState('');
  const id = useId();
  const compare = async (event: FormEvent) => {
    event.preventDefault();
    setAnswer('Reading the other job…');
    setAnswer(await compareWith(vector, other.trim(), loadJob));
  };
  return (
    <div className="space-y-3 text-sm">
      <p>{formatCount(vector.length)} numbers that describe the face. They say nothing by themselves: two vectors of one person point in nearly the same direction.</p>
      <p className="font-mono text-xs wrap-anywhere">[{vector.slice(0, SHOWN).map((value) => value.toFixed(4)).join(', ')}{vector.length > SHOWN ? ', …' : ''}]</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void copyText(JSON.stringify(vector), 'Face vector')}>Copy the vector</Button>
        <Button onClick={() => saveAsFile(JSON.stringify(vector), `face-vector-${jobId}.json`, 'application/json')}>Download the vector</Button>
      </div>
      <form onSubmit={(event) => void compare(event)} className="flex flex-wrap items-center gap-2">
        <label htmlFor={id}>Compare with the vector of job</label>
        <input id={id} required value={other} onChange={(event) => setOther(event.target.value)} className="min-h-9 w-40 rounded-md border border-line-strong bg-surface px-2" />
        <Button type="submit">Compare</Button>
      </form>
      <output htmlFor={id} aria-label="Comparison" className="block">{answer}</output>
    </div>
  );
}

async function compareWith(vector: readonly number[], jobId: string, loadJob: VectorViewerProps['loadJob']): Promise<string> {
  try {
    const { faceVector } = readEvidence(await loadJob(jobId));
    if (faceVector === null) return `Job ${jobId} has no face vector.`;
    if (faceVector.length !== vector.length) return `The vector of job ${jobId} has ${formatCount(faceVector.length)} numbers: the two come from different models and cannot be compared.`;
    const likeness = cosineSimilarity(vector, faceVector);
    if (likeness === null) return 'One of the two vectors is all zeros: there is nothing to compare.';
    return `Cosine similarity to job ${jobId}: ${likeness.toFixed(4)} (1 is the same direction, 0 unrelated). No threshold is known for this model: it is no proof that the two are, or are not, one person.`;
  } catch (error) {
    return `Job ${jobId} could not be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
