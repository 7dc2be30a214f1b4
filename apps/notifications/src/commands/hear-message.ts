import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { Outbox, SqlDatabase } from '@tovar/platform';
import type { Recipient } from '../domain/address-book.ts';
import type { Audience, Concern, NotificationKind } from '../domain/kind.ts';
import { KINDS } from '../domain/kinds/index.ts';
import { announceJob } from './announce-product.ts';
import { Notify } from './notify.ts';

/** Tells of a message whom it concerns: at once, or by a job where the readers of a product have to be found. */
@Injectable()
export class HearMessage {
  constructor(
    private readonly database: SqlDatabase,
    private readonly outbox: Outbox,
    private readonly notify: Notify,
  ) {}

  /** Runs in the consumer's transaction. */
  async execute(message: ShopMessage): Promise<void> {
    for (const kind of KINDS.filter(({ hears }) => hears === message.type)) {
      const concern = kind.concerns(message);
      if (concern) await this.tell(kind, concern);
    }
  }

  private async tell(kind: NotificationKind, { audience, fact, particulars }: Concern): Promise<void> {
    if (audience.of !== 'favourites') {
      await this.notify.execute({ kind, fact, particulars, recipients: [recipientOf(audience)] });
      return;
    }
    const { productId, variantId } = audience;
    const readers = await this.database.prepared(ANYBODY, [productId]);
    if (readers.length === 0) return;
    const job = announceJob({ kind: kind.name, fact, particulars, productId, variantId });
    await this.outbox.add({ jobs: [job] }, this.database);
  }
}

const ANYBODY = { name: 'hear-message.anybody', text: 'SELECT 1 FROM favourite WHERE product_id = $1 LIMIT 1' };

function recipientOf(audience: Exclude<Audience, { of: 'favourites' }>): Recipient {
  if (audience.of === 'user') return { id: audience.userId, kind: 'USER' };
  const { customerId, orderId } = audience;
  return customerId ? { id: customerId, kind: 'USER' } : { id: orderId, kind: 'GUEST' };
}
