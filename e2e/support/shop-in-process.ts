import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateFirstAccounts, type FirstAccount } from '@tovar/accounts';
import { fillShop, services as shopServices, type Shop, startShop } from '@tovar/all-in-one';
import type { ServiceEntry } from '@tovar/platform';
import { createTestDatabase } from '@tovar/testing';
import { WITHOUT_LIMITS } from './limits.ts';
import type { RawAnswer } from './raw-client.ts';
import { type ServiceRequest, type ToldEvent, WholeShop } from './whole-shop.ts';

/** The whole shop, filled small, in the test's own process: for suites that look at much and kill nothing. */
export class ShopInProcess extends WholeShop {
  private constructor(
    readonly shop: Shop,
    adminUrl: string,
    private readonly close: () => Promise<void>,
  ) {
    super(shop.running.url('gateway'), shop.folder.path, adminUrl);
  }

  /** `services` stands in for services of the shop, by name. */
  static async start(
    environment: Readonly<Record<string, string>> = {},
    services: Readonly<Record<string, ServiceEntry>> = {},
  ): Promise<ShopInProcess> {
    const database = await createTestDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'tovar-e2e-'));
    await chmod(folder, 0o755);
    const given = {
      NODE_ENV: 'test',
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'error',
      ADMIN_DATABASE_URL: database.adminUrl,
      DATA_DIR: folder,
      PORT: '0',
      SANDBOX_PORT: '0',
      CARRIER_SANDBOX_PORT: '0',
      JOB_POLL_MS: '200',
      DATABASE_POOL: '6',
      ...WITHOUT_LIMITS,
      ...environment,
    };
    const shop = await startShop(given, { entries: { ...shopServices, ...services } });
    await fillShop(shop.running, { seed: 1, size: 'small' });
    return new ShopInProcess(shop, database.adminUrl, async () => {
      await shop.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    });
  }

  get carrierUrl(): string {
    return this.shop.carrier?.url ?? '';
  }

  async makeAccount(account: FirstAccount): Promise<void> {
    await this.shop.running
      .app('accounts')
      .get(CreateFirstAccounts)
      .execute({ accounts: [account] });
  }

  askService(service: string, request: ServiceRequest): Promise<RawAnswer['body']> {
    return this.ask(service, request, {
      'x-tovar-link-key': this.shop.running.process.linkKey,
      'x-tovar-caller': 'gateway',
    });
  }

  async refusesStranger(service: string, request: ServiceRequest): Promise<boolean> {
    return (await this.ask(service, request)).status === 401;
  }

  tell(service: string, event: ToldEvent): Promise<void> {
    return this.shop.running.process.eventLog.append(service, [event]);
  }

  async without(service: string, work: () => Promise<void>): Promise<void> {
    const { localServices } = this.shop.running.process;
    const taken = localServices.get(service);
    if (!taken) throw new Error(`There is no ${service}.`);
    localServices.delete(service);
    try {
      await work();
    } finally {
      localServices.set(service, taken);
    }
  }

  stop(): Promise<void> {
    return this.close();
  }

  private async ask(
    service: string,
    { query, variables = {}, token }: ServiceRequest,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawAnswer['body']> {
    const response = await this.shop.running.app(service).inject({
      method: 'POST',
      url: '/graphql',
      payload: { query, variables },
      headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    });
    return { status: response.statusCode, ...response.json<object>() };
  }
}
