import { readFileSync } from 'node:fs';

const modes = JSON.parse(readFileSync(new URL('./e2e/modes.json', import.meta.url), 'utf8'));
const isDistributed = process.env.TOVAR_E2E_MODE === 'distributed';
/** What by its nature is about the other mode than this run's. */
const otherMode = isDistributed ? Object.keys(modes['all-in-one']).map((name) => `e2e/${name}.e2e.spec.ts`) : [];

// A whole shop starts in ten seconds, or in a minute beside other suites, and on a busy machine much later.
const patience = 300_000;

/** One suite of files; `.int.spec` needs a real PostgreSQL, `.e2e.spec` a whole shop, `.spec` neither. */
const suite = (name, endings, { without = [], isolate = false } = {}) => ({
  test: {
    name,
    isolate,
    include: endings.map((ending) => `{apps,libs,e2e,bench}/**/*${ending}`),
    exclude: ['**/node_modules/**', '**/dist/**', ...without],
    globals: true,
    setupFiles: ['./libs/testing/src/silent-logger.ts'],
    pool: 'forks',
    // The product's own way to run TypeScript, and Node's own modules: what is tested is what is started.
    execArgv: [
      '--enable-source-maps',
      '--conditions=source',
      '--disable-warning=ExperimentalWarning',
      '--import',
      new URL('./scripts/typescript-loader.mjs', import.meta.url).href,
    ],
    restoreMocks: true,
    experimental: { viteModuleRunner: false, nodeLoader: false },
    testTimeout: patience,
    hookTimeout: patience,
  },
});

export default {
  test: {
    projects: [
      suite('unit', ['.spec.ts'], { without: ['**/*.{int,e2e,alone,containers}.spec.ts'] }),
      suite('integration', ['.int.spec.ts'], { without: ['**/*.alone.int.spec.ts'] }),
      suite('e2e', ['.e2e.spec.ts'], { without: otherMode }),
      // Of an image that takes minutes to build, where there is Docker: when it is asked for.
      suite('containers', ['.containers.spec.ts']),
      // What a process has once, such as its declared configuration, is here another than beside other files.
      suite('unit-alone', ['.alone.spec.ts'], { isolate: true }),
      suite('integration-alone', ['.alone.int.spec.ts'], { isolate: true }),
    ],
    // Vitest would leave one core idle; most suites wait for a database or a process.
    maxWorkers: '100%',
  },
};
