import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { purge, SqlDatabase } from '@tovar/platform';

const DAY_MS = 86_400_000;
const TIDIES_EVERY_MS = 3_600_000;

/** What is kept, and for how long: notifications for half a year, what was sent to endpoints for a month. */
const KEPT = [
  { table: 'notification', writtenAt: 'created_at', keptMs: 180 * DAY_MS },
  { table: 'webhook_message', writtenAt: 'created_at', keptMs: 30 * DAY_MS },
];

/** Forgets what nobody will look at any more. */
@Injectable()
export class ForgetOld implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('ForgetOld');
  private tidying?: NodeJS.Timeout;

  constructor(private readonly database: SqlDatabase) {}

  onModuleInit(): void {
    this.tidying = setInterval(() => void this.tidy(), TIDIES_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.tidying);
  }

  async execute(): Promise<void> {
    for (const old of KEPT) await purge(this.database, old);
  }

  /** Nobody waits for it; what fails is tried an hour later. */
  private async tidy(): Promise<void> {
    await this.execute().catch((error: Error) => this.logger.warn(error.message));
  }
}
