import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CertificateAuthority, type IssuedCertificate } from './certificate-authority.ts';

const AUTHORITY_DAYS = 3_650;
const KEY_MODE = 0o600;

/**
 * A folder with the authorities of a shop and a folder of its own for each service, as `LINK_CERTIFICATES_DIR` wants it. An
 * authority is exchanged in three steps, between which every service reads its files again: `addAuthority` lets the new one
 * be believed, `issue` signs by it, `dropOldAuthorities` ends the trust in the old one.
 */
export class CertificateFolder {
  constructor(
    private readonly path: string,
    private readonly now: () => number,
  ) {}

  /** A new certificate for each service, signed by the newest authority; makes the first authority where there is none. */
  async issue(services: readonly string[], days: number): Promise<void> {
    const authority = await this.newestAuthority();
    const authorities = await this.kept();
    for (const service of services) {
      await this.believe(service, authorities);
      const { cert, key } = await authority.issue(service, { from: this.now(), days });
      await this.write(service, 'tls.key', key);
      await this.write(service, 'tls.crt', cert);
    }
  }

  /** From now on the services believe a new authority as well; nothing is signed by it yet. */
  async addAuthority(services: readonly string[]): Promise<void> {
    const { files } = await CertificateAuthority.create({ from: this.now(), days: AUTHORITY_DAYS });
    await this.keep([files, ...(await this.kept())], services);
  }

  /** From now on the services believe the newest authority alone. */
  async dropOldAuthorities(services: readonly string[]): Promise<void> {
    await this.keep((await this.kept()).slice(0, 1), services);
  }

  /** The authority that signs; made where there is none. */
  async newestAuthority(): Promise<CertificateAuthority> {
    const [newest] = await this.kept();
    if (newest) return CertificateAuthority.load(newest);
    await this.addAuthority([]);
    return this.newestAuthority();
  }

  /** Where a service's own files are. */
  folderOf(service: string): string {
    return join(this.path, service);
  }

  private async keep(authorities: readonly IssuedCertificate[], services: readonly string[]): Promise<void> {
    await this.write('authority', 'authorities.json', JSON.stringify(authorities));
    for (const service of services) await this.believe(service, authorities);
  }

  private believe(service: string, authorities: readonly IssuedCertificate[]): Promise<void> {
    return this.write(service, 'ca.crt', authorities.map(({ cert }) => cert).join('\n'));
  }

  /** Newest first. */
  private async kept(): Promise<readonly IssuedCertificate[]> {
    const text = await readFile(join(this.path, 'authority', 'authorities.json'), 'utf8').catch(() => '[]');
    return JSON.parse(text) as IssuedCertificate[];
  }

  /** Whoever reads meanwhile finds the old file or the new one. */
  private async write(folder: string, name: string, content: string): Promise<void> {
    const target = join(this.path, folder, name);
    await mkdir(join(this.path, folder), { recursive: true, mode: 0o700 });
    await writeFile(`${target}.new`, content, { mode: KEY_MODE });
    await rename(`${target}.new`, target);
  }
}
