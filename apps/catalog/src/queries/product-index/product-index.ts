import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { coalesce, Database, EventLog, purge, type Subscription } from '@tovar/platform';
import type { Locale } from '../../domain/localized-text.ts';
import { SearchConfig } from '../../search.config.ts';
import { CategoryTree } from '../category-tree.ts';
import {
  ALPHABET,
  CHANGES,
  type ChangeRow,
  type IndexedRow,
  PUBLISHED_AFTER,
  PUBLISHED_AMONG,
  READ_FROM,
} from './indexed-rows.ts';
import { IndexedShop } from './indexed-shop.ts';

/** How many products are read at once; a step blocks the process for some ten milliseconds. */
const STEP = 1_000;
const CHANGES_KEPT_MS = 86_400_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * The published products in this process's memory, for whatever a range of an index in the database can not answer:
 * filters, facets, counts and search. It is read once at the start, and then brought up to date before every answer by what
 * `catalogue_change` has noted, so that nobody sees less than what was committed when they asked, whichever process
 * they ask.
 */
@Injectable()
export class ProductIndex implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('ProductIndex');
  /** One reading serves all who ask meanwhile: it is nobody's request and in nobody's transaction. */
  private readonly inBackground = AsyncLocalStorage.snapshot();
  private readonly catchUp = coalesce(() => this.inBackground(() => this.tryToRead()));
  private shop?: IndexedShop;
  private failure?: Error;
  private readFrom = '';
  private readAt = 0;
  private seen: ReadonlySet<string> = new Set();
  private tail?: Subscription;
  private isClosed = false;

  constructor(
    private readonly database: Database,
    private readonly tree: CategoryTree,
    private readonly log: EventLog,
    private readonly config: SearchConfig,
  ) {}

  /** The shop as it is now, or later. What it is asked without awaiting anything, it answers of one moment. */
  async upToDate(): Promise<IndexedShop> {
    await this.catchUp();
    if (this.failure) throw this.failure;
    if (!this.shop) throw new Error('The products were read and are not there.');
    return this.shop;
  }

  /** Reads ahead of the first who asks, and whenever something is told of a product: who asks then finds little to read. */
  async onApplicationBootstrap(): Promise<void> {
    // The engine finds products: no process has to hold them all.
    if (this.config.CATALOG_SEARCH_IN === 'engine') return;
    void this.catchUp();
    this.tail = await this.log.tail({ types: TOLD }, () => void this.catchUp());
  }

  async onModuleDestroy(): Promise<void> {
    this.isClosed = true;
    await this.tail?.close();
    await this.catchUp();
  }

  private async tryToRead(): Promise<void> {
    if (this.isClosed) return;
    try {
      await (this.shop && this.readAt > Date.now() - CHANGES_KEPT_MS / 2
        ? this.readChanges(this.shop)
        : this.readAll());
      this.readAt = Date.now();
      this.failure = undefined;
    } catch (error) {
      this.failure = error as Error;
      if (!this.isClosed) this.logger.error(error);
    }
  }

  private async readAll(): Promise<void> {
    const [start] = await this.database.prepared<{ read_from: string }>(READ_FROM, []);
    const shop = new IndexedShop(await this.tree.all());
    let after: string | undefined = FIRST_ID;
    while (after !== undefined && !this.isClosed) {
      const rows: IndexedRow[] = await this.database.prepared<IndexedRow>(PUBLISHED_AFTER, [after, STEP]);
      shop.fill(rows);
      after = rows.length === STEP ? rows.at(-1)?.id : undefined;
    }
    shop.arrange({ EN: await this.alphabet('EN'), RU: await this.alphabet('RU') });
    await purge(this.database, { table: 'catalogue_change', writtenAt: 'made_at', keptMs: CHANGES_KEPT_MS });
    this.readFrom = start?.read_from ?? '0';
    this.seen = new Set();
    this.shop = shop;
  }

  private async alphabet(locale: Locale): Promise<string[]> {
    const rows = await this.database.prepared<{ id: string }>(ALPHABET[locale], []);
    return rows.map(({ id }) => id);
  }

  private async readChanges(shop: IndexedShop): Promise<void> {
    const rows = await this.database.prepared<ChangeRow>(CHANGES, [this.readFrom]);
    const fresh = rows.filter(({ id }) => id !== null && !this.seen.has(id));
    if (fresh.some(({ product_id: productId }) => productId === null)) shop.categories = await this.tree.all();
    const changed = new Set(fresh.map(({ product_id: productId }) => productId).filter((id) => id !== null));
    for (const ids of inSteps([...changed])) await this.readAgain(shop, ids);
    this.readFrom = rows[0]?.read_from ?? this.readFrom;
    this.seen = new Set(rows.map(({ id }) => id).filter((id) => id !== null));
  }

  private async readAgain(shop: IndexedShop, ids: readonly string[]): Promise<void> {
    const rows = await this.database.prepared<IndexedRow>(PUBLISHED_AMONG, [ids]);
    const shown = new Set(rows.map(({ id }) => id));
    shop.remove(ids.filter((id) => !shown.has(id)));
    shop.put(rows);
  }
}

const TOLD = ['product.changed.v1', 'product.availability-changed.v1'];

function* inSteps(ids: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < ids.length; start += STEP) yield ids.slice(start, start + STEP);
}
