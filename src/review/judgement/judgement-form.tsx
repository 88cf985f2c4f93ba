import { useId, type ComponentProps, type FormEvent } from 'react';
import { Button } from '#src/ui/button.tsx';
import { JUDGEMENT_WORDS, JUDGEMENTS, parseTags } from './judgement.ts';
import type { Draft } from './judgement-storage.ts';

/** What the form shows and reports. */
export interface JudgementFormProps {
  readonly draft: Draft;
  /** Whether there is anything to save. */
  readonly changed: boolean;
  /** Tags in use, offered to be added. */
  readonly knownTags: readonly string[];
  readonly onChange: (draft: Draft) => void;
  /** null while there is nothing that can be saved. */
  readonly onSave: (() => void) | null;
  /** Puts the form back to what is saved. */
  readonly onDiscard: () => void;
}

/** The verdict's field, named so that the keyboard shortcuts find it. */
export const VERDICT_FIELD = 'judgement';

const FIELD = 'w-full rounded-md border border-line-strong bg-surface px-3 py-1.5 text-sm';

/** The analyst's own verdict with reason, tags and notes. */
export function JudgementForm({ draft, changed, knownTags, onChange, onSave, onDiscard }: JudgementFormProps) {
  const set = (part: Partial<Draft>) => onChange({ ...draft, ...part });
  const tags = parseTags(draft.tags);
  const offered = knownTags.filter((tag) => !tags.includes(tag));
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave?.();
  };
  return (
    <form className="space-y-3" onSubmit={save}>
      <fieldset>
        <legend className="mb-1.5 text-sm">Your verdict</legend>
        <div className="flex flex-wrap gap-2">
          {JUDGEMENTS.map((verdict) => (
            <label key={verdict} className="flex min-h-9 items-center gap-2 rounded-md border border-line-strong px-3 text-sm has-checked:border-accent has-checked:bg-accent-wash has-checked:font-medium">
              <input type="radio" name={VERDICT_FIELD} value={verdict} checked={draft.verdict === verdict} onChange={() => set({ verdict })} aria-keyshortcuts={verdict.charAt(0)} className="size-4 accent-accent" />
              {JUDGEMENT_WORDS[verdict]}
            </label>
          ))}
        </div>
      </fieldset>
      <Labelled label="Reason"><TextInput value={draft.reason} onChange={(event) => set({ reason: event.target.value })} placeholder="What decided it" /></Labelled>
      <Labelled label="Tags, separated by commas"><TextInput value={draft.tags} onChange={(event) => set({ tags: event.target.value })} /></Labelled>
      {offered.length === 0 ? null : (
        <div className="flex flex-wrap gap-1.5">
          {offered.map((tag) => (
            <button key={tag} type="button" onClick={() => set({ tags: [...tags, tag].join(', ') })} aria-label={`Add the tag ${tag}`} className="min-h-6 max-w-full truncate rounded-full border border-line-strong px-2.5 text-xs text-ink-soft hover:bg-sunken">+ <bdi>{tag}</bdi></button>
          ))}
        </div>
      )}
      <Notes value={draft.notes} onChange={(notes) => set({ notes })} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={onSave === null} aria-keyshortcuts="Control+Enter">Save judgement</Button>
        {changed ? <Button variant="quiet" onClick={onDiscard}>Discard changes</Button> : null}
      </div>
    </form>
  );
}

function Labelled({ label, children }: { label: string; children: ComponentProps<'label'>['children'] }) {
  return <label className="block space-y-1 text-sm"><span className="block">{label}</span>{children}</label>;
}

function TextInput(props: ComponentProps<'input'>) {
  return <input type="text" maxLength={1_000} autoComplete="off" dir="auto" className={FIELD} {...props} />;
}

function Notes({ value, onChange }: { value: string; onChange: (notes: string) => void }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm">Notes</label>
      <textarea id={id} value={value} rows={3} maxLength={50_000} dir="auto" onChange={(event) => onChange(event.target.value)} className={FIELD} />
    </div>
  );
}
