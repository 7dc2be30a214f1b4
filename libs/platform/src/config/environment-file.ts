import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Environment } from './configuration.ts';

/** The `.env` file of the repository's root under the process's own variables, which win. */
export function readEnvironment(file: string, own: Environment = process.env): Environment {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return withFileSecrets({ ...fromFile, ...own });
}

/** `NAME_FILE=/run/secrets/name` supplies NAME from a file: how orchestrators hand over secrets. */
function withFileSecrets(environment: Environment): Environment {
  const secrets = Object.entries(environment)
    .filter(([name, path]) => name.endsWith('_SECRET_FILE') || (name.endsWith('_DATABASE_URL_FILE') && path))
    .map(([name, path]) => [name.slice(0, -'_FILE'.length), readFileSync(path as string, 'utf8').trim()] as const);
  return { ...environment, ...Object.fromEntries(secrets) };
}
