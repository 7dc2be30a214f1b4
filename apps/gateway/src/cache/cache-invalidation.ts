import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { EventLog, type Subscription } from '@tovar/platform';
import { EndingEvents } from './ending-events.ts';
import { ResponseCache } from './response-cache.ts';

/** Follows the log, and ends in this process's cache what an event has made wrong. */
@Injectable()
export class CacheInvalidation implements OnModuleInit, OnModuleDestroy {
  private tail?: Subscription;

  constructor(
    private readonly log: EventLog,
    private readonly cache: ResponseCache,
    private readonly events: EndingEvents,
  ) {}

  async onModuleInit(): Promise<void> {
    const { types } = this.events;
    if (types.length === 0) return;
    this.tail = await this.log.tail({ types }, (event) => this.cache.end(this.events.tagsOf(event)));
  }

  async onModuleDestroy(): Promise<void> {
    await this.tail?.close();
  }
}
