import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import type { Recipient } from '../domain/address-book.ts';
import type { Audience } from '../domain/kind.ts';
import { KINDS } from '../domain/kinds/index.ts';
import { Notify } from './notify.ts';

/** Tells of a message whom it concerns. Runs in the consumer's transaction. */
@Injectable()
export class HearMessage {
  constructor(private readonly notify: Notify) {}

  async execute(message: ShopMessage): Promise<void> {
    for (const kind of KINDS.filter(({ hears }) => hears === message.type)) {
      const concern = kind.concerns(message);
      if (!concern) continue;
      const { audience, fact, particulars } = concern;
      await this.notify.execute({ kind, fact, particulars, recipients: [recipientOf(audience)] });
    }
  }
}

function recipientOf(audience: Audience): Recipient {
  if (audience.of === 'user') return { id: audience.userId, kind: 'USER' };
  const { customerId, orderId } = audience;
  return customerId ? { id: customerId, kind: 'USER' } : { id: orderId, kind: 'GUEST' };
}
