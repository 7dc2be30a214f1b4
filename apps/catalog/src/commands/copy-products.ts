import { Injectable } from '@nestjs/common';
import { coalesce, Database, type IndexOrAlias, purge, SearchEngine, SearchEngineFailed } from '@tovar/platform';
import { NOW, PUBLISHED_IDS, READ_PRODUCTS, type ReadProduct } from '../queries/product-copy/copied-rows.ts';
import { PRODUCT_MAPPINGS, productDocument } from '../queries/product-copy/product-document.ts';
import { CHANGES, type ChangeRow } from '../queries/product-index/indexed-rows.ts';
import { SearchConfig } from '../search.config.ts';

const STEP = 500;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** How long changes are noted; a copy that is half as far behind is made anew. */
const CHANGES_KEPT_MS = 86_400_000;
/** While nothing changes, the place is stored again so often. */
const PLACE_KEPT_MS = 3_600_000;
/** The document that says up to where changes are copied: it is lost with the copy, and restored with it. */
const PLACE = 'place';

interface Place {
  readonly readFrom: string;
  readonly readAt: string;
}

/** `alias-generation-number`: which copy this is of those that were ever made. */
interface CopyNumber {
  readonly generation: number;
  readonly number: number;
}

/**
 * Keeps a copy of the published products in a search engine. It reads what triggers have noted in `catalogue_change`, so no
 * writer can forget to tell, and writes each product with the number of the snapshot that it was read in: of two copies the
 * later one stays, so that any part may be copied again, at any time and by several at once. Throws while the engine is away.
 */
@Injectable()
export class CopyProducts {
  /** Notes that this process has copied and may read again. */
  private seen: ReadonlySet<string> = new Set();
  private purgedAt = 0;
  private failure?: unknown;
  private isClosed = false;
  private readonly once = coalesce(() => this.tryToCopy());

  constructor(
    private readonly database: Database,
    private readonly config: SearchConfig,
    private readonly engine: SearchEngine,
  ) {}

  /** Copies what has changed, or everything when there is no copy of this generation. Calls made meanwhile share the next run. */
  async execute(): Promise<void> {
    await this.once();
    if (this.failure) throw this.failure;
  }

  /** Ends what is under way, and copies nothing more. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.once();
  }

  private async tryToCopy(): Promise<void> {
    if (this.isClosed) return;
    try {
      await this.ensureCopy();
      await this.copyChanges({ alias: this.alias });
      await this.forgetOldNotes();
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    }
  }

  private get alias(): string {
    return this.config.CATALOG_SEARCH_ALIAS;
  }

  /** A newer replica may have gone on to a later generation: that one is kept. */
  private async ensureCopy(): Promise<void> {
    const [name] = await this.engine.indicesOf(this.alias);
    const inUse = this.numberOf(name);
    const { CATALOG_SEARCH_GENERATION: generation } = this.config;
    const isOld = inUse.generation < generation || (name !== undefined && !isFresh(await this.placeOf(name)));
    if (isOld) await this.makeCopy(inUse.generation < generation ? { generation, number: 1 } : next(inUse));
  }

  /** Beside the copy in use. What changed since the first product was read is then copied like any other change. */
  private async makeCopy({ generation, number }: CopyNumber): Promise<void> {
    const index = `${this.alias}-${generation}-${number}`;
    await this.engine.ensureIndex(index, PRODUCT_MAPPINGS);
    const begun = await this.placeOf(index);
    // Begun by somebody who has not come to its end in half a day.
    if (begun && !isFresh(begun)) {
      await this.engine.ask('DELETE', `/${index}`);
      await this.engine.ensureIndex(index, PRODUCT_MAPPINGS);
    }
    if (!isFresh(begun)) await this.begin({ index });
    for await (const ids of this.allIds()) await this.copy({ index }, ids);
    await this.engine.ask('POST', `/${index}/_refresh`);
    await this.engine.swap(this.alias, index);
  }

  private async begin(into: IndexOrAlias): Promise<void> {
    const [now] = await this.database.prepared<{ read_from: string; revision: string }>(NOW, []);
    if (now) await this.storePlace(into, now.read_from, now.revision);
  }

  private async copyChanges(into: { alias: string }): Promise<void> {
    const place = await this.placeOf(into.alias);
    if (!place) throw new SearchEngineFailed('The copy of the products does not say up to where it goes.');
    const [before] = await this.database.prepared<{ revision: string }>(NOW, []);
    const notes = await this.database.prepared<ChangeRow>(CHANGES, [place.readFrom]);
    const fresh = notes.filter(({ id }) => id !== null && !this.seen.has(id));
    const changed = new Set(fresh.map(({ product_id: productId }) => productId).filter((id) => id !== null));
    for (const ids of inSteps([...changed])) await this.copy(into, ids);
    const readFrom = notes[0]?.read_from ?? place.readFrom;
    const isWorthStoring = fresh.length > 0 || !isYounger(place, PLACE_KEPT_MS);
    if (isWorthStoring) await this.storePlace(into, readFrom, before?.revision ?? '0');
    this.seen = new Set(notes.map(({ id }) => id).filter((id) => id !== null));
  }

  private async copy(into: IndexOrAlias, ids: readonly string[]): Promise<void> {
    const products = await this.database.prepared<ReadProduct>(READ_PRODUCTS, [ids]);
    await this.engine.store(into, products.map(productDocument));
  }

  private async *allIds(): AsyncGenerator<readonly string[]> {
    for (let after = FIRST_ID; ;) {
      const rows: { id: string }[] = await this.database.prepared<{ id: string }>(PUBLISHED_IDS, [after, STEP]);
      if (rows.length > 0) yield rows.map(({ id }) => id);
      if (rows.length < STEP) return;
      after = rows.at(-1)?.id ?? after;
    }
  }

  private async placeOf(index: string): Promise<Place | undefined> {
    const found = await this.engine.find<Place>(index, PLACE);
    return found && { readFrom: found.readFrom, readAt: found.readAt };
  }

  private async storePlace(into: IndexOrAlias, readFrom: string, version: string): Promise<void> {
    const source = { isShown: false, readFrom, readAt: new Date().toISOString() };
    await this.engine.store(into, [{ id: PLACE, version, source }]);
  }

  private async forgetOldNotes(): Promise<void> {
    if (this.purgedAt > Date.now() - CHANGES_KEPT_MS / 2) return;
    await purge(this.database, { table: 'catalogue_change', writtenAt: 'made_at', keptMs: CHANGES_KEPT_MS });
    this.purgedAt = Date.now();
  }

  private numberOf(index: string | undefined): CopyNumber {
    const [generation = 0, number = 0] =
      index
        ?.slice(this.alias.length + 1)
        .split('-')
        .map(Number) ?? [];
    return { generation, number };
  }
}

function next({ generation, number }: CopyNumber): CopyNumber {
  return { generation, number: number + 1 };
}

function isFresh(place: Place | undefined): boolean {
  return place !== undefined && isYounger(place, CHANGES_KEPT_MS / 2);
}

function isYounger({ readAt }: Place, ageMs: number): boolean {
  return Date.parse(readAt) > Date.now() - ageMs;
}

function* inSteps(ids: readonly string[]): Generator<readonly string[]> {
  for (let start = 0; start < ids.length; start += STEP) yield ids.slice(start, start + STEP);
}
