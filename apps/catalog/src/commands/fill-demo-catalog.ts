import { Injectable } from '@nestjs/common';
import { type DemoShop, type DemoSize, demoShop } from '@tovar/demo';
import { Database } from '@tovar/platform';
import { BulkCatalog } from '../domain/bulk-catalog.ts';
import { toProductType, toStockedProduct } from './demo-product.ts';

const BATCH = 250;

export interface FillDemoCatalogInput {
  readonly seed: number;
  readonly size: DemoSize;
  /** Called as it goes along, at last with `done` equal to `total`; steps are not products, but as many for each. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Fills an empty catalogue with generated products, all of them or none. */
@Injectable()
export class FillDemoCatalog {
  constructor(
    private readonly database: Database,
    private readonly catalog: BulkCatalog,
  ) {}

  /** Does nothing when there is anything in the catalogue, and says so: `isFilled` is false then. */
  execute(input: FillDemoCatalogInput): Promise<{ isFilled: boolean }> {
    return this.database.transaction(async () => {
      if (!(await this.catalog.isEmpty())) return { isFilled: false };
      await this.fill(input);
      return { isFilled: true };
    });
  }

  /** The first half of the way adds the products, the second half lists them. */
  private async fill({ seed, size, onProgress }: FillDemoCatalogInput): Promise<void> {
    const shop = demoShop({ seed, size });
    const show = (done: number): void => onProgress?.(done, 2 * shop.productCount);
    await this.catalog.addCategories(shop.categories);
    await this.catalog.addProductTypes(shop.productTypes.map(toProductType));
    await this.catalog.begin();
    await this.addProducts(shop, `demo:${seed}`, show);
    await this.catalog.finish((listed) => show(shop.productCount + listed));
  }

  private async addProducts(shop: DemoShop, source: string, show: (added: number) => void): Promise<void> {
    let added = 0;
    let writing = Promise.resolve();
    for (const batch of inBatches(shop.products(), BATCH)) {
      // Drawn while the database still writes the batch before.
      const drawn = batch.map(toStockedProduct);
      await writing;
      show(added);
      writing = this.catalog.addProducts(drawn, source);
      added += batch.length;
    }
    await writing;
    show(added);
  }
}

function* inBatches<T>(all: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const each of all) {
    batch.push(each);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
