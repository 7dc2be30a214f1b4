import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgres } from '@tovar/platform';
import { TEST_DATABASE_VARIABLE } from './test-database.ts';
import { installEngines, TEST_ENGINES_VARIABLE, TestEngines } from './test-engines.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SUITES = ['unit', 'integration', 'e2e'];
/** Of the suite e2e, on the shop as processes and brokers. */
const DISTRIBUTED = ['parity', 'journeys'];
/** Runs when it is named alone: it needs Docker, and none of the servers of the others. */
const CONTAINERS = 'containers';

/**
 * Runs Vitest with one PostgreSQL for all suites that need it, and with the brokers that they ask for:
 * `run-tests.ts [unit|integration|e2e …] [Vitest arguments]`. `parity` is e2e in the distributed mode, `journeys` the part of it
 * that a buyer and the staff go through, `containers` a purchase on the containers of deploy/, with Docker.
 */
async function main(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first === CONTAINERS) return runVitest([CONTAINERS], rest, {});
  const named = args.filter((arg) => SUITES.includes(arg) || DISTRIBUTED.includes(arg));
  const suites = [...new Set(named.map((name) => (DISTRIBUTED.includes(name) ? 'e2e' : name)))];
  const vitestArgs = [
    ...args.filter((arg) => !named.includes(arg)),
    ...(named.includes('journeys') ? await journeys() : []),
  ];
  if (named.some((name) => DISTRIBUTED.includes(name))) process.env.TOVAR_E2E_MODE = 'distributed';
  const chosen = suites.length > 0 ? suites : SUITES;
  if (chosen.every((suite) => suite === 'unit')) return runVitest(chosen, vitestArgs, {});
  const postgres = await EmbeddedPostgres.start({
    folder: join(ROOT, '.tovar', `test-postgres-${process.pid}`),
    settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=64MB'],
  });
  // Whoever names files has most likely run the others before.
  if (vitestArgs.every((arg) => arg.startsWith('-'))) await installEngines();
  const engines = await TestEngines.listen();
  try {
    return await runVitest(chosen, vitestArgs, {
      [TEST_DATABASE_VARIABLE]: postgres.adminUrl,
      [TEST_ENGINES_VARIABLE]: engines.url,
    });
  } finally {
    await engines.close();
    await postgres.destroy();
  }
}

async function journeys(): Promise<string[]> {
  const modes = JSON.parse(await readFile(join(ROOT, 'e2e/modes.json'), 'utf8')) as { journeys: string[] };
  return modes.journeys.map((name) => `e2e/${name}.e2e`);
}

function runVitest(
  suites: readonly string[],
  args: readonly string[],
  environment: Record<string, string>,
): Promise<number> {
  const projects = suites.flatMap((suite) => ['--project', suite, '--project', `${suite}-alone`]);
  const vitest = spawn(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...projects, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'test', ...environment },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => vitest.kill(signal));
  return new Promise((resolve) => vitest.once('exit', (code) => resolve(code ?? 1)));
}

process.exitCode = await main(process.argv.slice(2));
