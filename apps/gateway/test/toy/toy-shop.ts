import { Module, type Type } from '@nestjs/common';
import type { ServiceEntry, SharedAnswer } from '@tovar/platform';
import { type TestIdentity, TestShop } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { EndingEvents } from '../../src/cache/ending-events.ts';
import { GatewayModule } from '../../src/gateway.module.ts';
import { LiveFields } from '../../src/live/live-fields.ts';
import { LiveOperations } from '../../src/live/live-operations.ts';
import { SubjectEvents } from '../../src/live/subject-events.ts';
import type { OpenApiDocument } from '../../src/rest/openapi-document.ts';
import { ServiceDocuments } from '../../src/service-documents.ts';
import { type Call, serveToy, shelfDocument, toys } from './toy-services.ts';

const subgraphs = Object.entries(toys).map(([name, { sdl }]) => ({ name, sdl }));
const fields = new LiveFields({
  orderUpdated: { query: 'order', events: ['order.paid.v1'], subjectArgument: 'id' },
});
/** An event of a service ends all that it shares. */
const ending = new EndingEvents({ 'toy.changed.v1': ({ subject }) => [subject] });

/** The gateway before the toys, and before more services with REST alone. */
export function toyGateway(more: ReadonlyMap<string, OpenApiDocument> = new Map()): Type {
  const documents = new ServiceDocuments(subgraphs, new Map([['shelf', shelfDocument], ...more]));

  @Module({ imports: [GatewayModule.before(documents, fields, ending)] })
  class ToyGateway {}
  return ToyGateway;
}

/** A GraphQL answer, as a client gets it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
}

/** The gateway on an address of its own, before two services in memory. */
export class ToyShop {
  private constructor(
    readonly shop: TestShop,
    /** Every request that reached a service, in order. */
    readonly calls: Call[],
    private readonly slow: Set<string>,
    private readonly shared: Map<string, SharedAnswer>,
    private readonly told: Map<string, () => string>,
  ) {}

  static async start(
    environment: Readonly<Record<string, string>> = {},
    entries: Readonly<Record<string, ServiceEntry>> = { gateway: toyGateway() },
  ): Promise<ToyShop> {
    const calls: Call[] = [];
    const slow = new Set<string>();
    const shared = new Map<string, SharedAnswer>();
    const told = new Map<string, () => string>();
    const watch = { calls, slow, shared, told };
    const shop = await TestShop.start(entries, {
      environment,
      listen: { gateway: { host: '127.0.0.1', port: 0 } },
      fakes: {
        shelf: (service) => serveToy(service, 'shelf', watch),
        ratings: (service) => serveToy(service, 'ratings', watch),
      },
    });
    return new ToyShop(shop, calls, slow, shared, told);
  }

  get url(): string {
    return this.shop.running.url('gateway');
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`${this.url}${path}`, { redirect: 'manual', ...init });
  }

  /** Sends a body to /graphql as it is. */
  async post(body: string, headers: Record<string, string> = {}): Promise<Answer> {
    const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
    return answerOf(await this.fetch('/graphql', init));
  }

  graphql(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer> {
    return this.post(JSON.stringify({ query, variables }), headers);
  }

  /** The header of somebody who is logged in. */
  async bearer(identity?: TestIdentity): Promise<{ authorization: string }> {
    return { authorization: `Bearer ${await this.shop.tokens.sign(identity)}` };
  }

  tell(type: string, subject: string): Promise<void> {
    return this.shop.running.process.eventLog.append('test', [{ type, subject, data: {} }]);
  }

  /** The service answers nothing any more, until the returned function is called. */
  stopService(name: string): () => void {
    const { localServices } = this.shop.running.process;
    const service = localServices.get(name);
    localServices.delete(name);
    return () => void (service && localServices.set(name, service));
  }

  /** The service takes requests but answers none, until it is sped up again. */
  slowDown(name: string): void {
    this.slow.add(name);
  }

  speedUp(name: string): void {
    this.slow.delete(name);
  }

  /** The service says from now on that its answers may be shared. */
  share(name: string, sharing: Partial<SharedAnswer> = {}): void {
    this.shared.set(name, { tags: [name], maxAgeMs: 30_000, isForGuests: false, ...sharing });
  }

  /** The service tells another schema than it has. */
  tells(name: string, sdl: () => string): void {
    this.told.set(name, sdl);
  }

  keepPrivate(): void {
    this.shared.clear();
  }

  /** What is open in the gateway: subscriptions, and the subjects that they wait for. */
  get open(): { streams: number; subjects: number } {
    const app = this.shop.running.app('gateway');
    return { streams: app.get(LiveOperations).streams, subjects: app.get(SubjectEvents).subjects };
  }

  stop(): Promise<void> {
    return this.shop.stop();
  }
}

export async function answerOf(response: Response): Promise<Answer> {
  const body = (await response.json()) as Pick<Answer, 'data' | 'errors'>;
  return { status: response.status, headers: response.headers, ...body };
}

/** The codes of an answer's errors. */
export function codesOf({ errors = [] }: Answer): unknown[] {
  return errors.map(({ extensions }) => extensions.code);
}

export const anId = (): string => uuidv7();
