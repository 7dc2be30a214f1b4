// `npm run check`: format, lint, types and import rules; `--write` formats instead of checking.
import { spawnSync } from 'node:child_process';
import { bundledNode, installDependencies, root } from './install.mjs';

const CODE = ['apps', 'libs', 'e2e', 'bench', 'scripts'];
const isWrite = process.argv.includes('--write');

installDependencies();
const bin = (name) => `node_modules/.bin/${name}`;
const format = ['format', bin('oxfmt'), isWrite ? ['--write', ...CODE] : ['--check', ...CODE]];
const steps = isWrite
  ? [format]
  : [
      format,
      ['lint', bin('oxlint'), ['--type-aware', '--deny-warnings', ...CODE]],
      ['types', bundledNode(), ['node_modules/typescript7/bin/tsc', '-p', 'tsconfig.json', '--noEmit']],
      ['import rules', bundledNode(), ['scripts/check-import-rules.mjs']],
    ];

let failed = 0;
for (const [name, command, args] of steps) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  process.stdout.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${name}\n`);
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
