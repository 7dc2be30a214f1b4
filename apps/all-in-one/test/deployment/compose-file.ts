import { join } from 'node:path';
import { readYaml } from '@tovar/testing';

export const ROOT = join(import.meta.dirname, '../../../..');

/** What our tests look at of a container in compose.yaml. */
export interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly user?: string;
  readonly read_only?: boolean;
  readonly init?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly mem_limit?: string;
  readonly cpus?: number;
  readonly pids_limit?: number;
  readonly restart?: string;
  readonly stop_grace_period?: string;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly secrets?: readonly (string | { readonly source: string })[];
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Container>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

export function readCompose(name = 'compose.yaml'): ComposeFile {
  return readYaml(join(ROOT, 'deploy', name)) as ComposeFile;
}

/** `${NAME:-value}` as Compose reads it where NAME is not set. */
export function interpolated(text: string | number, set: Readonly<Record<string, string>> = {}): string {
  return String(text).replaceAll(
    /\$\{(\w+)(?::[-?]([^}]*))?\}/g,
    (_all, name: string, otherwise = '') => set[name] ?? otherwise,
  );
}
