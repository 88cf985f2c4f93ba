/** What can be done about jobs that were never finalized: they are never processed as they are. */
export interface UnfinishedCommands {
  /** Those whose upload this browser can go on with. */
  readonly resumable: ReadonlySet<string>;
  readonly onResume: (jobId: string) => void;
  readonly onFinalize: (jobId: string) => void;
  readonly onDelete: (jobId: string) => void;
}

/** The ways out for one job: to go on with its upload or, where its bytes are elsewhere, to finalize it; or to delete it. */
export function UnfinishedActions({ jobId, name, commands }: { jobId: string; name: string; commands: UnfinishedCommands }) {
  const link = 'rounded px-1.5 py-0.5 text-accent underline-offset-2 hover:underline';
  const { resumable, onResume, onFinalize, onDelete } = commands;
  return (
    <span className="flex gap-1">
      {resumable.has(jobId) ? (
        <button type="button" className={link} aria-label={`Resume ${name}`} onClick={() => onResume(jobId)}>Resume</button>
      ) : (
        <button type="button" className={link} aria-label={`Finalize ${name}`} onClick={() => onFinalize(jobId)}>Finalize</button>
      )}
      <button type="button" className={link} aria-label={`Delete ${name}`} onClick={() => onDelete(jobId)}>Delete</button>
    </span>
  );
}
