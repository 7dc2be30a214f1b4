import { Injectable } from '@nestjs/common';
import type { ShopMessage } from '@tovar/contracts';
import { Outbox, SqlDatabase } from '@tovar/platform';
import { asWebhook } from '../../domain/webhooks/webhook-events.ts';
import { deliverJob } from './webhook-jobs.ts';

/** Lets every endpoint that wants it hear of a message. Runs in the consumer's transaction, in one statement. */
@Injectable()
export class PublishWebhooks {
  constructor(
    private readonly database: SqlDatabase,
    private readonly outbox: Outbox,
  ) {}

  async execute(message: ShopMessage): Promise<void> {
    const webhook = asWebhook(message);
    if (!webhook) return;
    const { type, body } = webhook;
    const deliveries = await this.database.prepared<{ id: string }>(PUBLISH, [message.id, type, body]);
    if (deliveries.length === 0) return;
    await this.outbox.add({ jobs: deliveries.map(({ id }) => deliverJob(id)) }, this.database);
  }
}

const PUBLISH = {
  name: 'publish-webhooks',
  text: `
    WITH wanting AS (SELECT id FROM webhook_endpoint WHERE is_enabled AND (events = '{}' OR $2 = ANY (events))),
         message AS (INSERT INTO webhook_message (id, type, body, created_at)
                     SELECT $1, $2, $3, statement_timestamp() WHERE EXISTS (SELECT FROM wanting) RETURNING id)
    INSERT INTO webhook_delivery (id, endpoint_id, message_id, state, next_try_at, created_at)
    SELECT uuidv7(), wanting.id, message.id, 'WAITING', statement_timestamp(), statement_timestamp()
      FROM wanting, message RETURNING id`,
};
