import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ShopEvent } from '@tovar/contracts';
import { Database, Outbox } from '@tovar/platform';
import { BulkCatalog, type NewCategory, type StockedProduct } from '../domain/bulk-catalog.ts';
import type { Product } from '../domain/product.ts';
import type { ProductType } from '../domain/product-type.ts';
import { INSERT, LOCK_CATALOG } from './bulk-catalog.sql.ts';
import { toFromPrices } from './from-prices.ts';
import { relist } from './listing.ts';
import { INSERT_TYPES } from './product-types.sql.ts';

/** One statement for each table; the rows travel as one JSON text. */
@Injectable()
export class PostgresBulkCatalog extends BulkCatalog {
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

  async addProducts(all: readonly StockedProduct[], source: string): Promise<void> {
    const products = all.map(({ product }) => product);
    const pictures = all.flatMap(toPictureRows);
    const stock = all.flatMap(({ stock: lines }) => lines);
    await this.insert('product', products.map(toProductRow));
    await this.insert('variant', products.flatMap(toVariantRows));
    await this.insert('price', products.flatMap(toPriceRows));
    await this.insert('pictureFile', pictures);
    await this.insert(
      'picture',
      pictures.map(({ productId, position, fileId, alt }) => ({ productId, position, fileId, alt })),
    );
    await this.insert('stock', stock);
    await this.insert(
      'initialMovement',
      stock.filter(({ quantity }) => quantity > 0).map((line) => ({ ...line, source })),
    );
    await relist(
      products.map(({ id }) => id),
      this.database,
    );
    await this.outbox.add({ events: products.map(created) }, this.database);
  }

  private async insert(table: keyof typeof INSERT, rows: readonly object[]): Promise<void> {
    await this.database.query(INSERT[table], [JSON.stringify(rows)]);
  }
}

function toProductRow(product: Product) {
  const { id, slug, categoryId, typeId, name, description, brand, attributes, status, version, createdAt } = product;
  const fromPrices = toFromPrices(product.variants);
  return { id, slug, categoryId, typeId, name, description, brand, attributes, status, version, createdAt, fromPrices };
}

function toVariantRows({ id: productId, variants }: Product) {
  return variants.map(({ id, sku, name, options, weightGrams, isEnabled, position, picturePosition }) => ({
    id,
    productId,
    sku,
    name,
    options,
    weightGrams,
    isEnabled,
    position,
    picturePosition,
  }));
}

/** The prices hold since the product was made. Currencies are listed below their variant, which halves the JSON. */
function toPriceRows({ variants, createdAt: validFrom }: Product) {
  return variants.map(({ id: variantId, prices }) => ({
    variantId,
    validFrom,
    prices: prices.map(({ amountMinor, ...price }) => ({ ...price, amountMinor: `${amountMinor}` })),
  }));
}

function toPictureRows({ product: { id: productId }, pictures }: StockedProduct) {
  return pictures.map(({ alt, svg }, position) => ({
    productId,
    position,
    alt,
    svg,
    fileId: createHash('sha256').update(svg).digest('hex'),
  }));
}

function created({ id: productId, categoryId, version }: Product): ShopEvent<'product.created.v1'> {
  return { type: 'product.created.v1', subject: productId, data: { productId, categoryId, version } };
}
