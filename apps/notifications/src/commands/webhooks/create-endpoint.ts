import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Idempotency, type IdempotentResult, PrismaDatabase } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { SealedSecrets } from '../../domain/webhooks/sealed-secrets.ts';
import { TooManyWebhookEndpoints } from '../../domain/webhooks/webhook.errors.ts';
import { toWebhookSecret } from '../../domain/webhooks/webhook-signature.ts';
import { toWebhookUrl } from '../../domain/webhooks/webhook-url.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { NotificationsConfig } from '../../notifications.config.ts';
import type { CreateEndpointInput } from './endpoint-input.ts';

const MOST_ENDPOINTS = 50;
const SECRET_BYTES = 32;

/** Lets another system hear of what happens. */
@Injectable()
export class CreateEndpoint {
  constructor(
    private readonly database: PrismaDatabase<PrismaClient>,
    private readonly idempotency: Idempotency,
    private readonly secrets: SealedSecrets,
    private readonly config: NotificationsConfig,
  ) {}

  /**
   * `secret` is told now and never again, also not to a repeated request. Throws `WebhookUrlRefused` and
   * `TooManyWebhookEndpoints`.
   */
  async execute(
    input: CreateEndpointInput,
    { staffId, idempotencyKey: key = uuidv7() }: { staffId: string; idempotencyKey?: string },
  ): Promise<IdempotentResult<{ id: string }> & { secret: string | null }> {
    const url = toWebhookUrl(input.url, this.config.urlRules);
    const secret = toWebhookSecret(randomBytes(SECRET_BYTES));
    const call = { principal: staffId, operation: 'createWebhookEndpoint', key, payload: input };
    const done = await this.idempotency.once(call, () => this.add({ ...input, url }, secret));
    return { ...done, secret: done.isReplay ? null : secret };
  }

  private async add({ url, description, events }: CreateEndpointInput, secret: string): Promise<{ id: string }> {
    const { webhookEndpoint, webhookSecret } = this.database.client;
    await this.database.query("SELECT pg_advisory_xact_lock(hashtext('webhook_endpoint'))");
    if ((await webhookEndpoint.count()) >= MOST_ENDPOINTS) throw new TooManyWebhookEndpoints(MOST_ENDPOINTS);
    const [id, createdAt] = [uuidv7(), new Date()];
    const choice = { description: description ?? '', events: events ?? [], isEnabled: true };
    await webhookEndpoint.create({ data: { id, url, ...choice, createdAt } });
    const sealed = this.secrets.seal(secret, id);
    await webhookSecret.create({ data: { id: uuidv7(), endpointId: id, sealed, createdAt } });
    return { id };
  }
}
