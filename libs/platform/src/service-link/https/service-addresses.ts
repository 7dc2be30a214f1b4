import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { z } from 'zod';

/** Where services answer the link, by name; a name of a host that has several addresses stands for a replica on each. */
export type ServiceAddresses = ReadonlyMap<string, readonly URL[]>;

const ENTRY = /^([a-z][a-z0-9-]*)=(\S+)$/;

/** `orders=https://10.0.0.1:4001|https://10.0.0.2:4001,cart=https://cart:4000`, as it stands in a variable. */
export const serviceAddresses = z.string().transform((text, context): ServiceAddresses => {
  try {
    const entries = text.split(',').map((entry) => entry.trim());
    return new Map(entries.filter(Boolean).map((entry) => parseEntry(entry)));
  } catch (error) {
    context.addIssue((error as Error).message);
    return z.NEVER;
  }
});

function parseEntry(entry: string): [string, readonly URL[]] {
  const [, name = '', urls = ''] = ENTRY.exec(entry) ?? [];
  if (!name) throw new Error(`"${entry}" is not an address; write name=https://host:port.`);
  return [name, urls.split('|').map((url) => parseOrigin(url))];
}

function parseOrigin(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url?.protocol === 'https:' && url.pathname === '/' && !url.search && !url.username;
  if (!url || !isOrigin) throw new Error(`"${text}" is not an address; the link takes https://host:port and no path.`);
  return url;
}

/** One origin for each address that a host's name stands for; the given ones where the name is not known. */
export async function everyAddress(origins: readonly URL[]): Promise<readonly URL[]> {
  const found = await Promise.all(origins.map((origin) => addressesOf(origin)));
  return found.flat();
}

async function addressesOf(origin: URL): Promise<readonly URL[]> {
  if (isIP(origin.hostname.replace(/^\[|\]$/g, ''))) return [origin];
  const found = await lookup(origin.hostname, { all: true }).catch(() => []);
  if (found.length === 0) return [origin];
  const hosts = found.map(({ address, family }) => (family === 6 ? `[${address}]` : address)).toSorted();
  return hosts.map((host) => new URL(`https://${host}:${origin.port || '443'}`));
}
