import { Injectable } from '@nestjs/common';
import { NotFound, Outbox, SqlDatabase } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { bodyOf, TEST_EVENT } from '../../domain/webhooks/webhook-events.ts';
import { WebhookEndpointDisabled } from '../../domain/webhooks/webhook.errors.ts';
import { deliverJob } from './webhook-jobs.ts';

/** What integrators ask for by hand. */
@Injectable()
export class SendAgain {
  constructor(
    private readonly database: SqlDatabase,
    private readonly outbox: Outbox,
  ) {}

  /** Sends a test event to one endpoint. Returns the delivery's id. Throws `NotFound` and `WebhookEndpointDisabled`. */
  test(endpointId: string): Promise<{ id: string }> {
    return this.database.transaction(async () => {
      await this.requireEnabled(endpointId);
      const [id, messageId] = [uuidv7(), uuidv7()];
      const body = bodyOf(TEST_EVENT, new Date().toISOString(), { endpointId });
      await this.database.query(TEST, [id, messageId, endpointId, TEST_EVENT, body]);
      await this.outbox.add({ jobs: [deliverJob(id)] }, this.database);
      return { id };
    });
  }

  /**
   * Delivers the same message once more, under the same id and with all its tries, whatever became of it. Throws `NotFound`
   * and `WebhookEndpointDisabled`.
   */
  redeliver(deliveryId: string): Promise<{ id: string }> {
    return this.database.transaction(async () => {
      const [delivery] = await this.database.query<{ endpointId: string }>(
        'SELECT endpoint_id AS "endpointId" FROM webhook_delivery WHERE id = $1 FOR UPDATE',
        [deliveryId],
      );
      if (!delivery) throw new NotFound('The delivery');
      await this.requireEnabled(delivery.endpointId);
      await this.database.query(AGAIN, [deliveryId]);
      await this.outbox.add({ jobs: [deliverJob(deliveryId)] }, this.database);
      return { id: deliveryId };
    });
  }

  private async requireEnabled(endpointId: string): Promise<void> {
    const [endpoint] = await this.database.query<{ isEnabled: boolean }>(
      'SELECT is_enabled AS "isEnabled" FROM webhook_endpoint WHERE id = $1',
      [endpointId],
    );
    if (!endpoint) throw new NotFound('The endpoint');
    if (!endpoint.isEnabled) throw new WebhookEndpointDisabled();
  }
}

const TEST = `
  WITH message AS (INSERT INTO webhook_message (id, type, body, created_at)
                   VALUES ($2, $4, $5, statement_timestamp()) RETURNING id)
  INSERT INTO webhook_delivery (id, endpoint_id, message_id, state, next_try_at, created_at)
  SELECT $1, $3, id, 'WAITING', statement_timestamp(), statement_timestamp() FROM message`;
const AGAIN = `
  UPDATE webhook_delivery SET state = 'WAITING', tries_before = tries, next_try_at = statement_timestamp() WHERE id = $1`;
