import { Injectable } from '@nestjs/common';
import type { OrderMailboxes, UserMailboxes } from '@tovar/contracts';
import { ServiceLink } from '@tovar/platform';
import { AddressBook, type Mailbox, type Recipient } from '../domain/address-book.ts';

const PATH = '/internal/mailboxes';

/** Users' mailboxes are those of accounts, guests' those of their orders. */
@Injectable()
export class LinkAddressBook extends AddressBook {
  constructor(private readonly link: ServiceLink) {
    super();
  }

  async find(recipients: readonly Recipient[]): Promise<ReadonlyMap<string, Mailbox>> {
    const idsOf = (kind: Recipient['kind']): string[] =>
      recipients.flatMap((each) => (each.kind === kind ? each.id : []));
    const [users, guests] = await Promise.all([this.ofUsers(idsOf('USER')), this.ofOrders(idsOf('GUEST'))]);
    return new Map([...users, ...guests]);
  }

  private async ofUsers(userIds: readonly string[]): Promise<[string, Mailbox][]> {
    if (userIds.length === 0) return [];
    const { mailboxes } = await this.ask<UserMailboxes>('accounts', { userIds });
    return mailboxes.map(({ userId, ...mailbox }) => [userId, mailbox]);
  }

  private async ofOrders(orderIds: readonly string[]): Promise<[string, Mailbox][]> {
    if (orderIds.length === 0) return [];
    const { mailboxes } = await this.ask<OrderMailboxes>('orders', { orderIds });
    return mailboxes.map(({ orderId, ...mailbox }) => [orderId, mailbox]);
  }

  private ask<Answer>(service: string, body: object): Promise<Answer> {
    return this.link.json<Answer>({ service, method: 'POST', path: PATH, body, isSafeToRepeat: true });
  }
}
