import type { MessageData, MessageType } from '@tovar/contracts';
import { type SentMail, SqlDatabase } from '@tovar/platform';
import {
  type TestIdentity,
  type TestRequest,
  type TestResponse,
  TestShop,
  type TestShopOptions,
  waitFor,
} from '@tovar/testing';
import type { FastifyInstance } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import { NotificationsModule } from '../src/notifications.module.ts';

const OWN_SCOPES = ['notifications:read:own', 'notifications:write:own'];

/** Notifications on a database of its own, before an accounts and an orders that know everybody. */
export class NotificationsShop {
  /** Users without a mailbox. */
  readonly unknown = new Set<string>();
  readonly locales = new Map<string, 'EN' | 'RU'>();
  shop!: TestShop;

  static async start(
    environment: Readonly<Record<string, string>> = {},
    fakes: TestShopOptions['fakes'] = {},
  ): Promise<NotificationsShop> {
    const started = new NotificationsShop();
    started.shop = await TestShop.start(
      { notifications: NotificationsModule },
      {
        environment: { PUBLIC_URL: 'https://shop.example', ...environment },
        fakes: { accounts: (service) => started.answerAsAccounts(service), orders: answerAsOrders, ...fakes },
      },
    );
    return started;
  }

  /** Tells a message as another service would. Returns its data. */
  async told<Type extends MessageType>(
    type: Type,
    subject: string,
    data: MessageData<Type>,
  ): Promise<MessageData<Type>> {
    await this.shop.running.process.eventLog.append('test', [{ type, subject, data }]);
    return data;
  }

  /** Tells that an order of somebody's was paid. */
  orderPaid(customerId: string | null, orderId = uuidv7()): Promise<MessageData<'order.paid.v1'>> {
    return this.told('order.paid.v1', orderId, {
      orderId,
      orderNumber: '100017',
      customerId,
      total: { amount: '4990', currency: 'EUR' },
      lines: [{ variantId: uuidv7(), quantity: 1 }],
    });
  }

  send(request: TestRequest): Promise<TestResponse> {
    return this.shop.request('notifications', request);
  }

  graphql(query: string, variables: object, as?: TestIdentity): Promise<TestResponse> {
    return this.shop.graphql('notifications', query, variables, { as });
  }

  /** What somebody finds in their inbox, the newest first, once there are so many. */
  async inbox(
    userId: string,
    atLeast = 1,
  ): Promise<{ id: string; kind: string; title: string; readAt: string | null }[]> {
    return waitFor(`${atLeast} notification(s)`, async () => {
      const { body } = await this.send({ path: '/api/v1/notifications?limit=100', as: person(userId) });
      return body.items.length >= atLeast ? body.items : undefined;
    });
  }

  /** The mails to somebody, the newest first, once there are so many. */
  mails(address: string, atLeast = 1): Promise<readonly SentMail[]> {
    return waitFor(`${atLeast} mail(s) to ${address}`, () => {
      const mails = this.shop.sentMails.filter(({ to }) => to === address);
      return mails.length >= atLeast ? mails : undefined;
    });
  }

  get database(): SqlDatabase {
    return this.shop.running.app('notifications').get(SqlDatabase);
  }

  /** Resolves when the service has handled everything that was told so far. */
  async caughtUp(): Promise<void> {
    const userId = uuidv7();
    await this.orderPaid(userId);
    await this.inbox(userId);
  }

  stop(): Promise<void> {
    return this.shop.stop();
  }

  private answerAsAccounts(service: FastifyInstance): void {
    service.get('/.well-known/jwks.json', async () => this.shop.tokens.jwks);
    service.post('/internal/mailboxes', async ({ body }) => ({
      mailboxes: (body as { userIds: string[] }).userIds
        .filter((userId) => !this.unknown.has(userId))
        .map((userId) => ({ userId, email: mailOf(userId), locale: this.locales.get(userId) ?? 'EN' })),
    }));
  }
}

function answerAsOrders(service: FastifyInstance): void {
  service.post('/internal/mailboxes', async ({ body }) => ({
    mailboxes: (body as { orderIds: string[] }).orderIds.map((orderId) => ({
      orderId,
      email: mailOf(orderId),
      locale: 'RU',
    })),
  }));
}

export function person(userId: string, scopes: readonly string[] = OWN_SCOPES): TestIdentity {
  return { userId, scopes };
}

export function mailOf(id: string): string {
  return `${id}@example.org`;
}
