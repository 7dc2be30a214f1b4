import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Environment,
  OutboxPageMailer,
  run,
  type RunningServices,
  type RunOptions,
  type SentMail,
  type ServiceEntry,
} from '@tovar/platform';
import fastify, { type FastifyInstance } from 'fastify';
import { createTestDatabase } from './test-database.ts';
import { type TestIdentity, TestTokens } from './test-tokens.ts';

export interface TestShopOptions extends RunOptions {
  /** Services that are not started but answer as a test wants, by name. */
  readonly fakes?: Readonly<Record<string, (service: FastifyInstance) => void>>;
}

export interface TestRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as this user; without it as a guest. */
  readonly as?: TestIdentity;
  /** Sent as this service, over the link. Default: the gateway. */
  readonly caller?: string;
}

export interface TestResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Parsed JSON, or the text when it is not JSON. */
  readonly body: any; // oxlint-disable-line no-explicit-any -- a test says what it expects
  /** The body as it came. */
  readonly bytes: Buffer;
  /** SQL statements that the request ran, in this service and in those it called. */
  readonly statements: number;
}

/** Real services on a database of their own, with the rest of the shop faked where it is not started. */
export class TestShop {
  private constructor(
    readonly running: RunningServices,
    readonly tokens: TestTokens,
    /** Its database, as the one who may do anything there: for tests that break what services cannot. */
    readonly adminUrl: string,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(
    entries: Readonly<Record<string, ServiceEntry>>,
    options: TestShopOptions = {},
  ): Promise<TestShop> {
    const database = await createTestDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'tovar-test-'));
    const tokens = await TestTokens.create();
    const environment: Environment = {
      NODE_ENV: 'test',
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'error',
      ADMIN_DATABASE_URL: database.adminUrl,
      DATA_DIR: folder,
      JOB_POLL_MS: '200',
      DATABASE_POOL: '6',
      ...options.environment,
    };
    const clearAway = async (): Promise<void> => {
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    };
    const running = await run(entries, { ...options, environment }).catch(async (error: unknown) => {
      await clearAway();
      throw error;
    });
    const fakes = accountsFake(entries, tokens, options.fakes ?? {});
    for (const [name, answer] of Object.entries(fakes)) running.process.localServices.set(name, await fake(answer));
    return new TestShop(running, tokens, database.adminUrl, async () => {
      await running.stop();
      await clearAway();
    });
  }

  /** What the shop has sent, newest first. */
  get sentMails(): readonly SentMail[] {
    const { mailer } = this.running.process;
    return mailer instanceof OutboxPageMailer ? mailer.sent() : [];
  }

  async request(service: string, request: TestRequest): Promise<TestResponse> {
    const { method = 'GET', path, body, as, caller = 'gateway' } = request;
    const response = await this.running.app(service).inject({
      method,
      url: path,
      payload: body as object | undefined,
      headers: {
        'x-tovar-link-key': this.running.process.linkKey,
        'x-tovar-caller': caller,
        ...(as ? { authorization: `Bearer ${await this.tokens.sign(as)}` } : {}),
        ...request.headers,
      },
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: parse(response.payload),
      bytes: response.rawPayload,
      statements: Number(response.headers['x-statements'] ?? 0),
    };
  }

  /** Sends an operation to a subgraph and returns its whole answer. */
  async graphql(
    service: string,
    query: string,
    variables: object = {},
    request: Partial<TestRequest> = {},
  ): Promise<TestResponse> {
    return this.request(service, { method: 'POST', path: '/graphql', body: { query, variables }, ...request });
  }

  stop(): Promise<void> {
    return this.close();
  }
}

function accountsFake(
  entries: object,
  tokens: TestTokens,
  fakes: NonNullable<TestShopOptions['fakes']>,
): NonNullable<TestShopOptions['fakes']> {
  if ('accounts' in entries) return fakes;
  const keys = (service: FastifyInstance): void => void service.get('/.well-known/jwks.json', async () => tokens.jwks);
  return { accounts: keys, ...fakes };
}

async function fake(answer: (service: FastifyInstance) => void): Promise<FastifyInstance> {
  const service = fastify();
  answer(service);
  await service.ready();
  return service;
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
