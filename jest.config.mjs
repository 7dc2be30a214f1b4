import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
swc.swcrc = false;
swc.jsc.rewriteRelativeImportExtensions = false;
swc.sourceMaps = 'inline';

const modes = JSON.parse(readFileSync(new URL('./e2e/modes.json', import.meta.url), 'utf8'));
const isDistributed = process.env.TOVAR_E2E_MODE === 'distributed';
/** What by its nature is about the other mode than this run's. */
const otherMode = isDistributed ? Object.keys(modes['all-in-one']).map((name) => `/e2e/${name}\\.e2e`) : [];

/** One suite of files; `.int.spec` needs a real PostgreSQL, `.e2e.spec` a whole shop, `.spec` neither. */
const suite = (displayName, testMatch, testPathIgnorePatterns = [], extra = {}) => ({
  displayName,
  testMatch,
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...testPathIgnorePatterns],
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/e2e', '<rootDir>/bench'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  setupFiles: ['reflect-metadata'],
  ...extra,
});

export default {
  projects: [
    suite('unit', ['**/*.spec.ts'], ['\\.int\\.spec\\.ts$', '\\.e2e\\.spec\\.ts$']),
    suite('integration', ['**/*.int.spec.ts']),
    suite('e2e', ['**/*.e2e.spec.ts'], otherMode),
  ],
  // A whole shop starts in ten seconds, or in a minute beside other suites; on brokers of its own it takes longer, and each of
  // its steps crosses a network.
  testTimeout: isDistributed ? 240_000 : 180_000,
  // Jest would leave one core idle; most suites wait for a database or a process.
  maxWorkers: '100%',
  // Each suite loads its modules anew and not all of it is given back: a fresh process is cheaper than its garbage.
  workerIdleMemoryLimit: '1200MB',
  coverageProvider: 'v8',
  collectCoverageFrom: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts', '!**/main.ts', '!**/migrations/**'],
};
