import { Injectable } from '@nestjs/common';
import { NotFound, PrismaDatabase, VersionConflict } from '@tovar/platform';
import { toWebhookUrl } from '../../domain/webhooks/webhook-url.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { NotificationsConfig } from '../../notifications.config.ts';
import type { DeleteEndpointInput, EditEndpointInput } from './endpoint-input.ts';

/** Changes and forgets endpoints. */
@Injectable()
export class ChangeEndpoint {
  constructor(
    private readonly database: PrismaDatabase<PrismaClient>,
    private readonly config: NotificationsConfig,
  ) {}

  /** Switching one on that was gone takes it for found again. Throws `NotFound`, `VersionConflict`, `WebhookUrlRefused`. */
  async edit({ id, expectedVersion, changes }: EditEndpointInput): Promise<{ id: string }> {
    const url = changes.url === undefined ? undefined : toWebhookUrl(changes.url, this.config.urlRules);
    const isGone = changes.isEnabled ? false : undefined;
    const { count } = await this.database.client.webhookEndpoint.updateMany({
      where: { id, version: expectedVersion },
      data: { ...changes, url, isGone, version: { increment: 1 } },
    });
    if (count === 0) throw await this.refusal(id);
    return { id };
  }

  /** With its secrets and its log. Throws `NotFound` and `VersionConflict`. */
  async remove({ id, expectedVersion }: DeleteEndpointInput): Promise<void> {
    const where = { id, version: expectedVersion };
    const { count } = await this.database.client.webhookEndpoint.deleteMany({ where });
    if (count === 0) throw await this.refusal(id);
  }

  private async refusal(id: string): Promise<Error> {
    const stored = await this.database.client.webhookEndpoint.findUnique({ where: { id } });
    return stored ? new VersionConflict('The endpoint', stored.version) : new NotFound('The endpoint');
  }
}
