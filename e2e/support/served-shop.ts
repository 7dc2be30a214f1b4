import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '@tovar/all-in-one';
import { type Environment, serve, type ServedService } from '@tovar/platform';
import { CertificateFolder } from '@tovar/platform/certificates';
import { freePorts } from '@tovar/platform/engines';
import { createTestDatabase } from '@tovar/testing';

/** Every service behind an address and a certificate of its own, as separate processes are, but within the test's process. */
export class ServedShop {
  private constructor(
    /** Where keys are kept. */
    readonly folder: string,
    readonly certificates: CertificateFolder,
    private readonly addresses: ReadonlyMap<string, readonly URL[]>,
    private readonly served: ReadonlyMap<string, ServedService>,
    private readonly close: () => Promise<void>,
  ) {}

  /** Starts the named services; the others have addresses, and nobody there. */
  static async start(names: readonly string[] = Object.keys(services)): Promise<ServedShop> {
    const folder = await mkdtemp(join(tmpdir(), 'tovar-e2e-'));
    await chmod(folder, 0o755);
    const database = await createTestDatabase();
    const certificates = new CertificateFolder(join(folder, 'certificates'), Date.now);
    await certificates.issue([...Object.keys(services), 'stranger'], 1);
    const ports = await freePorts(Object.keys(services).length);
    const addresses = new Map(
      Object.keys(services).map((name, index) => [name, [new URL(`https://127.0.0.1:${ports[index]}`)]] as const),
    );
    const served = new Map<string, ServedService>();
    const close = async (): Promise<void> => {
      for (const service of [...served.values()].toReversed()) await service.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    };
    try {
      for (const name of names) {
        const environment = environmentOf(name, { folder, adminUrl: database.adminUrl, certificates, addresses });
        served.set(name, await serve(name, required(services[name]), environment));
      }
    } catch (error) {
      await close();
      throw error;
    }
    return new ServedShop(folder, certificates, addresses, served, close);
  }

  addressOf(name: string): URL {
    return required(this.addresses.get(name)?.[0]);
  }

  service(name: string): ServedService {
    return required(this.served.get(name));
  }

  stop(): Promise<void> {
    return this.close();
  }
}

interface Place {
  readonly folder: string;
  readonly adminUrl: string;
  readonly certificates: CertificateFolder;
  readonly addresses: ReadonlyMap<string, readonly URL[]>;
}

function environmentOf(name: string, { folder, adminUrl, certificates, addresses }: Place): Environment {
  return {
    NODE_ENV: 'test',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'error',
    ADMIN_DATABASE_URL: adminUrl,
    DATA_DIR: folder,
    DATABASE_POOL: '2',
    JOB_POLL_MS: '200',
    DRAIN_MS: '0',
    GATEWAY_RATE_LIMITS: 'off',
    PUBLIC_URL: 'http://127.0.0.1',
    PAYPAL_ENVIRONMENT: 'local',
    LINK_CERTIFICATES_DIR: certificates.folderOf(name),
    LINK_SERVICES: [...addresses]
      .map(([service, urls]) => `${service}=${urls.map(({ origin }) => origin).join('|')}`)
      .join(),
    HOST: '127.0.0.1',
    PORT: addresses.get(name)?.[0]?.port,
    HEALTH_PORT: '0',
  };
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('There is no such service.');
  return value;
}
