import { Injectable } from '@nestjs/common';
import { Outbox, SqlDatabase } from '@tovar/platform';
import { nextTryAt } from '../../domain/webhooks/retry-schedule.ts';
import { SealedSecrets } from '../../domain/webhooks/sealed-secrets.ts';
import { signatureHeaders } from '../../domain/webhooks/webhook-signature.ts';
import { type SendOutcome, WebhookSender } from '../../domain/webhooks/webhook-sender.ts';
import { deliverJob } from './webhook-jobs.ts';

const GONE = 410;

interface Waiting {
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly url: string;
  readonly messageId: string;
  readonly body: string;
  readonly tries: number;
  readonly triesBefore: number;
  readonly secrets: readonly Buffer[];
}

/** Tries once to deliver a message, and plans the next try unless it succeeded, its endpoint is gone or it was the last. */
@Injectable()
export class DeliverWebhook {
  constructor(
    private readonly database: SqlDatabase,
    private readonly outbox: Outbox,
    private readonly sender: WebhookSender,
    private readonly secrets: SealedSecrets,
  ) {}

  /** Does nothing for what was delivered meanwhile, and gives up what an endpoint was to get that is switched off. */
  async execute({ deliveryId }: { deliveryId: string }): Promise<void> {
    const [waiting] = await this.database.prepared<Waiting>(WAITING, [deliveryId]);
    if (!waiting) {
      await this.database.prepared(GIVE_UP, [deliveryId]);
      return;
    }
    const at = new Date();
    const outcome = await this.send(waiting, at);
    await this.database.transaction(() => this.settle(waiting, outcome, at));
  }

  private send({ endpointId, url, messageId, body, secrets }: Waiting, at: Date): Promise<SendOutcome> {
    const keys = secrets.map((sealed) => this.secrets.open(sealed, endpointId));
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Tovar-Webhooks/1',
      ...signatureHeaders(keys, { id: messageId, at, body }),
    };
    return this.sender.post({ url, headers, body });
  }

  private async settle(waiting: Waiting, outcome: SendOutcome, at: Date): Promise<void> {
    const { deliveryId, endpointId, tries, triesBefore } = waiting;
    const status = 'status' in outcome ? outcome.status : null;
    const failure = 'failure' in outcome ? outcome.failure : null;
    const isDelivered = status !== null && status >= 200 && status < 300;
    const isGone = status === GONE;
    const now = new Date();
    const next = isDelivered || isGone ? undefined : nextTryAt(tries + 1 - triesBefore, now, Math.random());
    const state = isDelivered ? 'DELIVERED' : next ? 'WAITING' : 'FAILED';
    const took = now.getTime() - at.getTime();
    const noted = await this.database.prepared(SETTLE, [
      deliveryId,
      tries,
      state,
      next ?? null,
      at,
      took,
      status,
      failure,
    ]);
    if (noted.length === 0) return;
    if (isGone) await this.database.prepared(SWITCH_OFF, [endpointId]);
    if (next) await this.outbox.add({ jobs: [deliverJob(deliveryId, next)] }, this.database);
  }
}

const WAITING = {
  name: 'deliver-webhook.waiting',
  text: `SELECT d.id AS "deliveryId", e.id AS "endpointId", e.url, m.id AS "messageId", m.body, d.tries,
                d.tries_before AS "triesBefore",
                ARRAY(SELECT sealed FROM webhook_secret WHERE endpoint_id = e.id AND (ends_at IS NULL OR ends_at > now())
                       ORDER BY ends_at DESC NULLS FIRST) AS secrets
           FROM webhook_delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id JOIN webhook_message m ON m.id = d.message_id
          WHERE d.id = $1 AND d.state = 'WAITING' AND e.is_enabled`,
};
/** Only if nobody else has tried meanwhile: a job may run twice, its try is noted once. */
const SETTLE = {
  name: 'deliver-webhook.settle',
  text: `WITH tried AS (UPDATE webhook_delivery SET tries = tries + 1, state = $3, next_try_at = $4
                         WHERE id = $1 AND tries = $2 AND state = 'WAITING' RETURNING id, tries)
         INSERT INTO webhook_try (delivery_id, number, at, duration_ms, status, failure)
         SELECT id, tries, $5, $6, $7, $8 FROM tried RETURNING number`,
};
const GIVE_UP = {
  name: 'deliver-webhook.give-up',
  text: "UPDATE webhook_delivery SET state = 'FAILED', next_try_at = NULL WHERE id = $1 AND state = 'WAITING'",
};
const SWITCH_OFF = {
  name: 'deliver-webhook.switch-off',
  text: 'UPDATE webhook_endpoint SET is_enabled = false, is_gone = true, version = version + 1 WHERE id = $1 AND is_enabled',
};
