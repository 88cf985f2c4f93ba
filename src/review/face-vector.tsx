import { Button } from '#src/ui/button.tsx';
import { formatCount } from '#src/ui/format.ts';
import { copyText } from './copy-text.ts';

const SHOWN = 8;

/** A face vector: what it is, its first numbers, and a copy of all of it. */
export function FaceVector({ vector }: { vector: readonly number[] }) {
  return (
    <div className="space-y-2 text-sm">
      <p>{formatCount(vector.length)} numbers that describe the face. Two vectors of one person point in nearly the same direction.</p>
      <p className="font-mono text-xs wrap-anywhere">[{vector.slice(0, SHOWN).map((value) => value.toFixed(4)).join(', ')}{vector.length > SHOWN ? ', …' : ''}]</p>
      <Button onClick={() => void copyText(JSON.stringify(vector), 'Face vector')}>Copy the vector</Button>
    </div>
  );
}
