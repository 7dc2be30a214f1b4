// Checks the import rules over the code, and that each rule catches the fixture that breaks it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import config from '../.dependency-cruiser.mjs';
import { root } from './install.mjs';

const { tsConfig, ...options } = config.options;
const settings = { ...options, ruleSet: { forbidden: config.forbidden }, validate: true };
const typescript = extractTSConfig(join(root, tsConfig.fileName));

async function violationsIn(baseDir, folders) {
  const { output } = await cruise(folders, { ...settings, baseDir }, { extensions: ['.ts'] }, { tsConfig: typescript });
  return output.summary.violations;
}

const problems = (await violationsIn(root, ['apps', 'libs', 'e2e'])).map(
  ({ rule, from, to }) =>
    `${from} → ${to} breaks "${rule.name}": ${config.forbidden.find(({ name }) => name === rule.name)?.comment}`,
);
for (const { name } of config.forbidden) {
  const fixture = join(root, 'scripts/import-rules', name);
  const folders = ['apps', 'libs'].filter((folder) => existsSync(join(fixture, folder)));
  const caught = folders.length > 0 && (await violationsIn(fixture, folders)).some(({ rule }) => rule.name === name);
  if (!caught) problems.push(`The rule "${name}" does not catch its fixture in scripts/import-rules/${name}.`);
}
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exit(1);
}
process.stdout.write(`${config.forbidden.length} import rules hold, and each catches its fixture.\n`);
