import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { beginFilling, type CopiedValue, Database, Outbox } from '@tovar/platform';
import { BulkCatalog, type NewCategory, type OnListed, type StockedProduct } from '../domain/bulk-catalog.ts';
import type { Product } from '../domain/product.ts';
import type { ProductType } from '../domain/product-type.ts';
import {
  COPIED,
  FILLED_TABLES,
  INSERT,
  LISTING_TABLES,
  LOCK_CATALOG,
  NEXT_PRODUCTS,
  PUT_INDEXES_ASIDE,
  PUT_INDEXES_BACK,
} from './bulk-catalog.sql.ts';
import { toFromPrices } from './from-prices.ts';
import { listNew } from './listing.ts';
import { productNews } from './product-news.ts';
import { INSERT_TYPES } from './product-types.sql.ts';

const LISTED_AT_ONCE = 10_000;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** One statement for each table: COPY where there are many rows, otherwise the rows travel as one JSON text. */
@Injectable()
export class PostgresBulkCatalog extends BulkCatalog {
  /** Colours repeat: of a hundred pictures one is new, and only that travels to the database. */
  private knownPictures = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async isEmpty(): Promise<boolean> {
    await this.database.query(LOCK_CATALOG);
    const rows = await this.database.query('SELECT FROM category UNION ALL SELECT FROM product LIMIT 1');
    return rows.length === 0;
  }

  async addCategories(categories: readonly NewCategory[]): Promise<void> {
    const paths = new Map<string, string[]>();
    for (const { id, parentId } of categories) paths.set(id, [...(paths.get(parentId ?? '') ?? []), id]);
    await this.insert(
      'category',
      categories.map((category) => ({ ...category, path: paths.get(category.id) })),
    );
  }

  async addProductTypes(types: readonly ProductType[]): Promise<void> {
    await this.database.query(INSERT_TYPES, [JSON.stringify(types)]);
  }

  async begin(): Promise<void> {
    this.knownPictures = new Set();
    await beginFilling(this.database);
    await this.database.query(PUT_INDEXES_ASIDE, [[...FILLED_TABLES, ...LISTING_TABLES]]);
  }

  async addProducts(all: readonly StockedProduct[], source: string): Promise<void> {
    const products = all.map(({ product }) => product);
    const pictures = all.flatMap(toPictureRows);
    const stock = all.flatMap(({ stock: lines }) => lines);
    await this.database.copyIn(COPIED.product, products.map(toProductRow));
    await this.database.copyIn(COPIED.variant, products.flatMap(toVariantRows));
    await this.database.copyIn(COPIED.price, products.flatMap(toPriceRows));
    await this.insert('pictureFile', this.unknown(pictures));
    await this.insert(
      'picture',
      pictures.map(({ productId, position, fileId, alt }) => ({ productId, position, fileId, alt })),
    );
    await this.database.copyIn(COPIED.stock, all.flatMap(toStockRows));
    await this.database.copyIn(
      COPIED.movement,
      stock
        .filter(({ quantity }) => quantity > 0)
        .map(({ variantId, quantity }) => [variantId, 'INITIAL', source, variantId, quantity, 0, 0]),
    );
    const news = await productNews(
      products.map((after) => ({ after })),
      this.database,
    );
    await this.outbox.add({ events: news }, this.database);
  }

  async finish(onListed: OnListed): Promise<void> {
    await this.database.query(PUT_INDEXES_BACK, [FILLED_TABLES]);
    let last: string | undefined = BEFORE_ALL;
    for (let listed = 0; last; onListed(listed)) {
      const ids = await this.productsAfter(last);
      await listNew(ids, this.database);
      listed += ids.length;
      last = ids.length === LISTED_AT_ONCE ? ids.at(-1) : undefined;
    }
    await this.database.query(PUT_INDEXES_BACK, [LISTING_TABLES]);
    this.knownPictures = new Set();
  }

  private async productsAfter(id: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(NEXT_PRODUCTS, [id, LISTED_AT_ONCE]);
    return rows.map((row) => row.id);
  }

  private unknown(pictures: readonly PictureRow[]): { fileId: string; svg: string }[] {
    const fresh = new Map(pictures.map(({ fileId, svg }) => [fileId, svg]));
    for (const fileId of fresh.keys()) if (this.knownPictures.has(fileId)) fresh.delete(fileId);
    for (const fileId of fresh.keys()) this.knownPictures.add(fileId);
    return [...fresh].map(([fileId, svg]) => ({ fileId, svg }));
  }

  private async insert(table: keyof typeof INSERT, rows: readonly object[]): Promise<void> {
    await this.database.query(INSERT[table], [JSON.stringify(rows)]);
  }
}

function toProductRow({ name, description, ...product }: Product): CopiedValue[] {
  return [
    product.id,
    product.slug,
    product.categoryId,
    product.typeId,
    name.en,
    name.ru,
    description.en,
    description.ru,
    product.brand,
    JSON.stringify(product.attributes),
    product.taxCategory,
    product.status,
    product.version,
    product.createdAt.toISOString(),
    JSON.stringify(toFromPrices(product.variants)),
  ];
}

function toVariantRows({ id: productId, variants }: Product): CopiedValue[][] {
  return variants.map(({ id, sku, name, options, weightGrams, isEnabled, position, picturePosition }) => [
    id,
    productId,
    sku,
    name.en,
    name.ru,
    JSON.stringify(options),
    weightGrams,
    isEnabled,
    position,
    picturePosition,
  ]);
}

/** The prices hold since the product was made. */
function toPriceRows({ variants, createdAt }: Product): CopiedValue[][] {
  const validFrom = createdAt.toISOString();
  return variants.flatMap(({ id, prices }) =>
    prices.map(({ currency, amountMinor, taxIncluded }) => [id, currency, amountMinor, taxIncluded, validFrom]),
  );
}

function toStockRows({ product: { id: productId, variants }, stock }: StockedProduct): CopiedValue[][] {
  const sold = new Set(variants.filter(({ isEnabled }) => isEnabled).map(({ id }) => id));
  return stock.map(({ variantId, quantity }) => [variantId, quantity, productId, sold.has(variantId)]);
}

type PictureRow = ReturnType<typeof toPictureRows>[number];

function toPictureRows({ product: { id: productId }, pictures }: StockedProduct) {
  return pictures.map(({ alt, svg }, position) => ({
    productId,
    position,
    alt,
    svg,
    fileId: createHash('sha256').update(svg).digest('hex'),
  }));
}
