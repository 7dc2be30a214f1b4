import { readFile } from 'node:fs/promises';
import type { PlatformConfig } from './platform.config.ts';

/** `BROKER_CA_FILE` is not there, or holds no certificate. */
export class BrokerAuthoritiesMissing extends Error {
  readonly code = 'BROKER_AUTHORITIES_MISSING';
  constructor(path: string, options?: ErrorOptions) {
    super(`BROKER_CA_FILE names ${path}, in which there is no certificate of an authority as PEM.`, options);
  }
}

/** The authorities that `BROKER_CA_FILE` names; undefined without it. Throws `BrokerAuthoritiesMissing`. */
export async function brokerAuthorities({ BROKER_CA_FILE: path }: PlatformConfig): Promise<string | undefined> {
  if (!path) return undefined;
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new BrokerAuthoritiesMissing(path, { cause });
  });
  // Without one, Node would believe nobody, and say only that it believes nobody.
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new BrokerAuthoritiesMissing(path);
  return text;
}
