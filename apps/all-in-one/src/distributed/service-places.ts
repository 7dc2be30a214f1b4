import type { Environment } from '@tovar/platform';
import { CertificateFolder } from '@tovar/platform/certificates';
import { freePorts } from '@tovar/platform/engines';
import type { DataFolder } from '../data-folder.ts';
import { services } from '../services.ts';

const CERTIFICATE_DAYS = 7;

/** Where a service that listens at an address is said to be. */
export type Lead = (address: URL, service: string) => Promise<readonly URL[]>;

/** What each service is told of itself and of the others: a port, a certificate made now, and where the others are. */
export async function placesOfServices(
  folder: DataFolder,
  gateway: { host: string; port: number },
  lead: Lead = (address) => Promise.resolve([address]),
): Promise<Map<string, Environment>> {
  const names = Object.keys(services);
  const certificates = new CertificateFolder(folder.file('certificates'), Date.now);
  await certificates.issue(names, CERTIFICATE_DAYS);
  const ports = await freePorts(names.length);
  const led = names.map(async (name, index) => {
    const places = await lead(new URL(`https://127.0.0.1:${ports[index]}`), name);
    return `${name}=${places.map(({ origin }) => origin).join('|')}`;
  });
  const addresses = (await Promise.all(led)).join();
  const linked = names.map((name, index): [string, Environment] => [
    name,
    {
      LINK_CERTIFICATES_DIR: certificates.folderOf(name),
      LINK_SERVICES: addresses,
      ...(name === 'gateway'
        ? { HOST: gateway.host, PORT: String(gateway.port) }
        : { HOST: '127.0.0.1', PORT: String(ports[index]) }),
    },
  ]);
  return new Map(linked);
}

/** Where each service listens, for whoever has a certificate. */
export function addressesOf(places: ReadonlyMap<string, Environment>): Record<string, string> {
  const addresses = [...places].map(([name, { HOST, PORT }]) => [name, `https://${HOST}:${PORT}`]);
  return Object.fromEntries(addresses) as Record<string, string>;
}
