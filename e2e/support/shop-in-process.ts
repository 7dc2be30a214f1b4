import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateFirstAccounts, type FirstAccount } from '@tovar/accounts';
import { fillShop, services as shopServices, type Shop, startShop } from '@tovar/all-in-one';
import type { ServiceEntry } from '@tovar/platform';
import { createTestDatabase, type TestIdentity } from '@tovar/testing';
import { buildClientSchema, getIntrospectionQuery, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { ownToken } from './forged-tokens.ts';
import { type RawAnswer, RawClient } from './raw-client.ts';

/** Suites that ask thousands of things a minute are not there to be slowed down. */
const WITHOUT_LIMITS = {
  ACCOUNTS_LOGIN_TRIES_PER_EMAIL: '1000000',
  ACCOUNTS_LOGIN_TRIES_PER_IP: '1000000',
  ACCOUNTS_HASHING_QUEUE: '10000',
  GATEWAY_RATE_LIMITS: 'off',
  GATEWAY_MAX_CHARACTERS: '1000000',
  GATEWAY_MAX_TOKENS: '100000',
  GATEWAY_MAX_SELECTIONS: '100000',
  GATEWAY_MAX_ENTRIES: '1000000000',
  GATEWAY_MAX_COST: '1000000000',
};

/** The whole shop, filled small, in the test's own process: for suites that look at much and kill nothing. */
export class ShopInProcess {
  readonly url: string;
  readonly guest: RawClient;

  private constructor(
    readonly shop: Shop,
    readonly adminUrl: string,
    private readonly close: () => Promise<void>,
  ) {
    this.url = shop.running.url('gateway');
    this.guest = new RawClient(this.url);
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
    const shop = await startShop(given, { ...shopServices, ...services });
    await fillShop(shop.running, { seed: 1, size: 'small' });
    return new ShopInProcess(shop, database.adminUrl, async () => {
      await shop.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** Somebody who has an account and is logged in. */
  async person(account: FirstAccount): Promise<RawClient> {
    await this.shop.running
      .app('accounts')
      .get(CreateFirstAccounts)
      .execute({ accounts: [account] });
    return this.guest.loggedIn({ role: account.roles[0] ?? '', ...account });
  }

  /** A token that the shop would take from anybody it has given it to. */
  token(identity: TestIdentity): Promise<string> {
    return ownToken(this.shop.folder.path, identity);
  }

  /** Asks a service itself, as the gateway does over the link; without `isLinked` as somebody else in the network. */
  async askService(service: string, request: ServiceRequest): Promise<RawAnswer['body']> {
    const { query, variables = {}, token, isLinked = true } = request;
    const response = await this.shop.running.app(service).inject({
      method: 'POST',
      url: '/graphql',
      payload: { query, variables },
      headers: {
        ...(isLinked ? { 'x-tovar-link-key': this.shop.running.process.linkKey, 'x-tovar-caller': 'gateway' } : {}),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
    return { status: response.statusCode, ...response.json<object>() };
  }

  /** The graph as clients see it. */
  async schema(): Promise<GraphQLSchema> {
    const { body } = await this.guest.graphql(getIntrospectionQuery());
    return buildClientSchema(body.data as IntrospectionQuery);
  }

  /** As the administrator, who may look at everything. */
  async sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: this.adminUrl });
    await client.connect();
    try {
      return (await client.query(text, values)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  async file(name: string): Promise<string> {
    return readFile(this.shop.folder.file(name), 'utf8');
  }

  stop(): Promise<void> {
    return this.close();
  }
}

export interface ServiceRequest {
  readonly query: string;
  readonly variables?: object;
  readonly token?: string;
  readonly isLinked?: boolean;
}
