import { defineConfig, type OxlintConfig } from 'oxlint';

type Override = NonNullable<OxlintConfig['overrides']>[number];

/** The features of the page: they never import each other. */
const FEATURES = ['upload', 'jobs', 'review', 'connection'] as const;

/**
 * The folders of a feature or of the server, from the lowest floor up. A folder imports from its own floor's folder, and
 * from the floors below; folders of one floor do not know each other. Tests may look further.
 */
const FLOORS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'src/upload': [['model'], ['content'], ['storage'], ['engine'], ['components']],
  'src/jobs': [['model'], ['index/store'], ['index/sync'], ['actions'], ['job', 'table']],
  'src/review': [['result', 'media', 'raw'], ['thresholds', 'provenance'], ['verdict', 'viewers'], ['judgement'], ['report', 'compare']],
  server: [['http'], ['upstream'], ['auth', 'sandbox']],
};

const rooms = ['app', ...FEATURES, 'jobs-api', 'ui', 'lib'];
// Expressions throughout: in a pattern with stars, `#` begins a comment.
/** A room's own files are imported by relative paths, those of other rooms by `#src/`. */
const OUT_OF_THE_ROOM = [`^(?:\\.\\./)+(?:${rooms.join('|')})/`, '^(?:\\.\\./){4,}'];
const notFrom = (...names: readonly string[]) => [`^#src/(?:${names.join('|')})/`];
const spends = {
  name: '#src/jobs-api/client.ts',
  importNames: ['createJobsClient'],
  message: 'Only job-commands.ts creates, finalizes, cancels and deletes: take JobCommands and JobReads.',
};

/** What the files of a feature or of the server may not import, wherever in it they lie. */
const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(FEATURES.map((feature) => [`src/${feature}`, [...notFrom('app', ...FEATURES), ...OUT_OF_THE_ROOM]])),
  'src/jobs-api': ['^(?:react|react-dom|zustand|@tanstack)(?:/|$)', '^#src/', ...OUT_OF_THE_ROOM],
  'src/ui': [...notFrom('app', ...FEATURES), ...OUT_OF_THE_ROOM],
  'src/lib': ['^#src/', ...OUT_OF_THE_ROOM],
  'src/app': [],
  server: notFrom('app', ...FEATURES, 'ui', 'lib'),
};

const spenders = new Set(['src/jobs-api', 'src/ui', 'src/lib', 'server']);
const rule = (room: string, patterns: readonly string[]): NonNullable<Override['rules']> => ({
  'no-restricted-imports': ['error', { paths: spenders.has(room) ? [] : [spends], patterns: patterns.map((regex) => ({ regex })) }],
});

function overridesOf(room: string, patterns: readonly string[]): Override[] {
  const floors = FLOORS[room] ?? [];
  const folders = floors.flatMap((names, floor) => names.map((name) => ({ name, floor })));
  return [
    { files: [`${room}/**`], rules: rule(room, patterns) },
    ...folders.map(({ name, floor }) => ({
      files: [`${room}/${name}/**`],
      excludeFiles: ['**/*.test.{ts,tsx}'],
      rules: rule(room, [...patterns, ...folders.filter((other) => other.name !== name && other.floor >= floor).map((other) => `^(?:\\.\\./)+(?:[^/]+/)*${other.name.split('/').at(-1)}/`)]),
    })),
  ];
}

export default defineConfig({
  plugins: ['typescript', 'react', 'jsx-a11y', 'import', 'unicorn', 'promise', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  env: { es2024: true },
  ignorePatterns: ['dist', 'node_modules', '.data'],
  rules: {
    'import/no-cycle': 'error',
    'react/react-in-jsx-scope': 'off',
    'import/no-unassigned-import': ['error', { allow: ['**/*.css'] }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'promise/valid-params': 'off',
    'jsx-a11y/control-has-associated-label': 'off',
    'vitest/no-conditional-expect': 'off',
    'react/set-state-in-effect': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'import/no-named-as-default-member': 'off',
    'react/incompatible-library': 'off',
    'typescript/consistent-return': 'off',
    'jsx-a11y/prefer-tag-over-role': 'off',
    'no-await-in-loop': 'off',
    'no-console': 'error',
  },
  overrides: [
    ...Object.entries(PATTERNS).flatMap(([room, patterns]) => overridesOf(room, patterns)),
    { files: ['src/jobs/testing/open-test-index.ts'], rules: { 'no-restricted-imports': 'off' } },
    { files: ['scripts/**', 'bench/**', 'server/main.ts', 'e2e/**'], rules: { 'no-console': 'off' } },
  ],
});
