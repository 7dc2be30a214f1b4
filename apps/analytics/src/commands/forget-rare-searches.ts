import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { SqlDatabase } from '@tovar/platform';
import { Projections } from '../domain/projections.ts';

const FORGETS_EVERY_MS = 3_600_000;

/** Anybody can search for anything: what hardly anybody looked for is not kept for ever. */
@Injectable()
export class ForgetRareSearches implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Analytics');
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly database: SqlDatabase,
    private readonly projections: Projections,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.tidy(), FORGETS_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Safe to repeat, and to run while projections are rebuilt. */
  execute(): Promise<void> {
    return this.database.transaction(async () => {
      await this.projections.keepLive();
      await this.projections.forgetRareSearches('live');
    });
  }

  /** Nobody waits for it; what fails is tried an hour later. */
  private async tidy(): Promise<void> {
    await this.execute().catch((error: Error) => this.logger.warn(error.message));
  }
}
