import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { OnMessage } from '@tovar/platform';
import { ForgetPerson } from '../commands/forget-person.ts';
import { HearMessage } from '../commands/hear-message.ts';
import { KeepFavourites } from '../commands/keep-favourites.ts';
import { PublishWebhooks } from '../commands/webhooks/publish-webhooks.ts';
import { HEARD } from '../domain/kinds/index.ts';
import { PUBLISHED } from '../domain/webhooks/webhook-events.ts';

/** What others tell: it concerns people, other systems, or both. */
@Injectable()
export class NotificationsConsumers {
  constructor(
    private readonly hear: HearMessage,
    private readonly webhooks: PublishWebhooks,
    private readonly favourites: KeepFavourites,
    private readonly forget: ForgetPerson,
  ) {}

  @OnMessage(...HEARD, ...PUBLISHED)
  async tell(message: ShopMessage): Promise<void> {
    await this.hear.execute(message);
    await this.webhooks.execute(message);
  }

  @OnMessage('favourite.added.v1', 'favourite.removed.v1')
  marked(message: ShopMessage<'favourite.added.v1' | 'favourite.removed.v1'>): Promise<void> {
    return this.favourites.apply(message);
  }

  /** What was on its way when they were forgotten may have come since. */
  @OnMessage('person.erased.v1')
  erased({ data }: ShopMessage<'person.erased.v1'>): Promise<void> {
    return this.forget.execute(data);
  }
}
