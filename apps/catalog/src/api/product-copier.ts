import { AsyncResource } from 'node:async_hooks';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EventLog, outsideRequest, type Subscription } from '@tovar/platform';
import { CopyProducts } from '../commands/copy-products.ts';
import { SearchConfig } from '../search.config.ts';

const TYPES = ['product.changed.v1', 'product.availability-changed.v1', 'product.rating-listed.v1'];
/** Changes that no event tells of, such as those of product types, are copied after so long. */
const LOOKS_EVERY_MS = 10_000;

/**
 * Copies products as the event log tells of them, in a consumer group of its own: when the engine is away, this group waits and
 * the shop goes on. Does nothing without CATALOG_SEARCH_URL.
 */
@Injectable()
export class ProductCopier implements OnApplicationBootstrap, OnModuleDestroy {
  static readonly GROUP = 'catalog.product-copy';
  private readonly logger = new Logger('ProductCopy');
  private readonly copyNow = AsyncResource.bind(() => outsideRequest(() => this.copy.execute()));
  private subscription?: Subscription;
  private looking?: NodeJS.Timeout;

  constructor(
    private readonly events: EventLog,
    private readonly copy: CopyProducts,
    private readonly config: SearchConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.CATALOG_SEARCH_URL) return;
    this.looking = setInterval(() => void this.look(), LOOKS_EVERY_MS).unref();
    this.subscription = await this.events.subscribe({
      group: ProductCopier.GROUP,
      types: TYPES,
      // What the triggers have noted says more than the events, also of those that come before the first of them.
      startAt: 'end',
      handle: () => this.told(),
    });
    void this.look();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.looking);
    await this.subscription?.close();
    await this.copy.close();
  }

  private async told(): Promise<void> {
    try {
      await this.copyNow();
    } catch (error) {
      this.logger.warn(`The copy of the products waits: ${(error as Error).message}`);
      throw error;
    }
  }

  private async look(): Promise<void> {
    await this.told().catch(() => undefined);
  }
}
