import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigurationInvalid, type Environment } from './configuration.ts';

/**
 * The `.env` file of the repository's root under the process's own variables, which win. Throws `ConfigurationInvalid`
 * with every secret's file that cannot be read.
 */
export function readEnvironment(file: string, own: Environment = process.env): Environment {
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return withFileSecrets({ ...fromFile, ...own });
}

/** What an orchestrator may hand over in a file: `NAME_FILE=/run/secrets/name` supplies NAME. */
const SECRET_FILE = /(?:_SECRET|_DATABASE_URL|EVENT_LOG_URL|EVENT_LOG_ADMIN_URL|JOB_QUEUE_URL|KEY_VALUE_URL)_FILE$/;

function withFileSecrets(environment: Environment): Environment {
  const problems: string[] = [];
  const secrets: Record<string, string> = {};
  for (const [name, path] of Object.entries(environment)) {
    if (!path || !SECRET_FILE.test(name)) continue;
    try {
      secrets[name.slice(0, -'_FILE'.length)] = readFileSync(path, 'utf8').trim();
    } catch (error) {
      problems.push(`${name}: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
  }
  if (problems.length > 0) throw new ConfigurationInvalid(problems);
  return { ...environment, ...secrets };
}
