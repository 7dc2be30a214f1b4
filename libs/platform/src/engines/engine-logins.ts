import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrokerRights } from '../run/broker-rights.ts';

export interface EngineLogin {
  readonly name: string;
  /** Without signs that a shell or a file of settings would read as its own. */
  readonly password: string;
}

/** A certificate for `localhost`, its key and its authority, as PEM. */
export interface EngineCertificate {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/** Who may log in to an engine: its owner, who may do everything, and services with the rights of each. */
export interface EngineLogins {
  readonly owner: EngineLogin;
  readonly services: readonly (EngineLogin & { readonly rights: BrokerRights })[];
  /** With it, the engine is reached by TLS alone, at the name `localhost`. */
  readonly certificate?: EngineCertificate;
}

/** Puts the certificate, its key and its authority beside the engine's data; answers where they are. */
export async function writeCertificate(
  folder: string,
  { cert, key, ca }: EngineCertificate,
): Promise<EngineCertificate> {
  const files = { cert: join(folder, 'tls.crt'), key: join(folder, 'tls.key'), ca: join(folder, 'ca.crt') };
  await Promise.all([writeFile(files.cert, cert), writeFile(files.key, key, { mode: 0o600 }), writeFile(files.ca, ca)]);
  return files;
}

/** The address of an engine for another of its users. */
export function urlFor(url: string, { name, password }: EngineLogin): string {
  return url.replace(/:\/\/(?:[^@/]*@)?/, `://${name}:${password}@`);
}
