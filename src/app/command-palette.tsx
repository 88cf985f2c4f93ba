import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { useStore } from 'zustand';
import { sessionQuery } from '#src/connection/session.ts';
import { openJobIndex } from '#src/jobs/index/sync/open-index.ts';
import type { JobIndex } from '#src/jobs/index/sync/job-index.ts';
import { DEFAULT_VIEW, printView } from '#src/jobs/model/search-params.ts';
import { paths } from './paths.ts';
import { themeStore } from './theme.ts';
import { keepDetail } from './keep-detail.ts';

interface Command {
  readonly id: string;
  readonly label: string;
  /** What kind of thing it is. */
  readonly kind: string;
  readonly run: () => void;
}

const MOST_JOBS = 8;

/** What a {@link CommandPalette} needs of the shell. */
export interface CommandPaletteProps {
  readonly onClose: () => void;
  readonly onShortcuts: () => void;
}

/** Finds pages, actions and jobs by a few letters. Mounted means open; Escape closes. */
export function CommandPalette({ onClose, onShortcuts }: CommandPaletteProps) {
  const { data: session } = useQuery(sessionQuery);
  return session?.storeName ? <JobPalette key={session.storeName} storeName={session.storeName} onClose={onClose} onShortcuts={onShortcuts} /> : <Palette index={null} onClose={onClose} onShortcuts={onShortcuts} />;
}

function JobPalette({ storeName, ...rest }: CommandPaletteProps & { storeName: string }) {
  const queryClient = useQueryClient();
  const [index] = useState(() => openJobIndex(storeName, queryClient, keepDetail));
  useStore(index.state);
  return <Palette index={index} {...rest} />;
}

function Palette({ index, onClose, onShortcuts }: CommandPaletteProps & { index: JobIndex | null }) {
  const navigate = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const [q, setQ] = useState('');
  const [chosen, setChosen] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);

  const go = (to: string) => () => void navigate(to);
  const words = q.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const fixed: readonly Command[] = [
    { id: 'upload', label: 'Upload', kind: 'Page', run: go(paths.upload) },
    { id: 'jobs', label: 'Jobs', kind: 'Page', run: go(paths.jobs) },
    { id: 'settings', label: 'Settings', kind: 'Page', run: go(paths.settings) },
    ...VIEWS.map(([label, view]) => ({ id: label, label, kind: 'View', run: go(`${paths.jobs}?${printView({ ...DEFAULT_VIEW, ...view })}`) })),
    { id: 'shortcuts', label: 'Show keyboard shortcuts', kind: 'Action', run: onShortcuts },
    { id: 'light', label: 'Light appearance', kind: 'Action', run: () => themeStore.setState({ theme: 'light' }) },
    { id: 'dark', label: 'Dark appearance', kind: 'Action', run: () => themeStore.setState({ theme: 'dark' }) },
  ];
  const commands = [...fixed.filter(({ label, kind }) => words.every((word) => `${label} ${kind}`.toLowerCase().includes(word))), ...jobCommands(index, q, go)];
  const current = Math.min(chosen, commands.length - 1);

  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    dialog.current?.close();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter') run(commands[current]);
    if (step === 0) return;
    event.preventDefault();
    setChosen((current + step + commands.length) % Math.max(1, commands.length));
  };
  return (
    <dialog ref={dialog} aria-label="Command palette" onClose={onClose} className="mx-auto mt-[12vh] w-[min(36rem,calc(100vw-2rem))] rounded-xl border border-line bg-surface p-0 text-ink shadow-xl">
      <input
        role="combobox"
        aria-label="Find a job, a page or an action"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={commands[current] ? `${listId}-${current}` : undefined}
        autoComplete="off"
        spellCheck={false}
        value={q}
        onChange={(event) => {
          setQ(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
        placeholder="Find a job, a page or an action…"
        className="block min-h-12 w-full border-b border-line bg-surface px-4 outline-none placeholder:text-ink-soft"
      />
      <div id={listId} role="listbox" aria-label="Found" className="max-h-[50vh] overflow-auto p-2">
        {commands.map((command, n) => (
          // The combobox has the keyboard; the pointer chooses here.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={command.id}
            id={`${listId}-${n}`}
            role="option"
            tabIndex={-1}
            aria-selected={n === current}
            onClick={() => run(command)}
            className={`flex cursor-pointer items-center gap-3 rounded-md px-3 py-2 text-sm ${n === current ? 'bg-accent-wash text-accent' : 'hover:bg-sunken'}`}
          >
            <bdi className="truncate">{command.label}</bdi>
            <span className="ml-auto shrink-0 text-xs text-ink-soft">{command.kind}</span>
          </div>
        ))}
      </div>
      <p role="status" className="px-5 pb-3 text-sm text-ink-soft">{commands.length === 0 ? 'Nothing is called that.' : null}</p>
    </dialog>
  );
}

const VIEWS = [
  ['Jobs that are likely manipulated', { verdict: 'manipulated' }],
  ['Jobs with an uncertain verdict', { verdict: 'uncertain' }],
  ['Jobs that failed', { status: 'failed' }],
  ['Jobs being processed', { status: 'processing' }],
  ['Jobs that were never finalized', { status: 'waiting_for_finalize' }],
] as const;

function jobCommands(index: JobIndex | null, q: string, go: (to: string) => () => void): readonly Command[] {
  if (index === null || q.trim() === '') return [];
  const book = index.queryEngine();
  return [...book.inView({ ...DEFAULT_VIEW, q }).subarray(0, MOST_JOBS)].flatMap((slot) => {
    const row = book.rowAt(slot);
    return row === null ? [] : [{ id: `job ${row.id}`, label: row.fileName ?? `Job ${row.id}`, kind: `Job ${row.id}`, run: go(paths.job(row.id)) }];
  });
}
