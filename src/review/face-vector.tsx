import { Button } from '#src/ui/button.tsx';
import { formatCount } from '#src/ui/format.ts';
import { showToast } from '#src/ui/toast-store.ts';

const SHOWN = 8;

/** A face vector: what it is, its first numbers, and a copy of all of it. */
export function FaceVector({ vector }: { vector: readonly number[] }) {
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(vector));
    showToast('Face vector copied.');
  };
  return (
    <div className="space-y-2 text-sm">
      <p>{formatCount(vector.length)} numbers that describe the face. Two vectors of one person point in nearly the same direction.</p>
      <p className="font-mono text-xs wrap-anywhere">[{vector.slice(0, SHOWN).map((value) => value.toFixed(4)).join(', ')}{vector.length > SHOWN ? ', …' : ''}]</p>
      <Button onClick={() => void copy()}>Copy the vector</Button>
    </div>
  );
}
