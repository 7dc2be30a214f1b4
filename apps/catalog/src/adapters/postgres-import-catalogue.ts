import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@tovar/platform';
import { DecisionLog, firstDecisions } from '../domain/decision-log.ts';
import {
  ImportCatalogue,
  type KnownCatalogue,
  type KnownCategory,
  type Mentioned,
  type PlannedProduct,
} from '../domain/import/import-catalogue.ts';
import { newPrices, type Product, type Variant, type VariantPrice } from '../domain/product.ts';
import type { ProductType } from '../domain/product-type.ts';
import { StockBook } from '../domain/stock-book.ts';
import {
  ADD_PRICES,
  CATEGORIES_BY_SLUG,
  LOCK_PRODUCTS,
  OWNERS_OF_SKUS,
  STORE_PRODUCTS,
  STORE_VARIANTS,
  TYPES_OF,
  VARIANTS_OF,
} from './import-catalogue.sql.ts';
import { keepTree } from './category-tree-lock.ts';
import { toFromPrices } from './from-prices.ts';
import { relist } from './listing.ts';
import { productNews } from './product-news.ts';

/** Each table is read and written by one statement, whose rows travel as one JSON text. */
@Injectable()
export class PostgresImportCatalogue extends ImportCatalogue {
  constructor(
    private readonly database: Database,
    private readonly stock: StockBook,
    private readonly decisions: DecisionLog,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async load({ slugs, skus, categories, types }: Mentioned): Promise<KnownCatalogue> {
    await keepTree(this.database);
    const products = await this.products(slugs);
    const owners = await this.database.query<SkuOwner>(OWNERS_OF_SKUS, [skus]);
    return {
      products: new Map(products.map((product) => [product.slug, product])),
      stock: await this.stock.lock(products.flatMap(({ variants }) => variants.map(({ id }) => id))),
      skuOwners: new Map(owners.map(({ sku, productId }) => [sku, productId])),
      categories: await this.categories(categories),
      types: await this.types(types, products),
    };
  }

  async save(
    planned: readonly PlannedProduct[],
    { importId, managerId }: { readonly importId: string; readonly managerId: string },
  ): Promise<void> {
    const source = `import:${importId}`;
    const changed = planned.filter(({ before, after }) => after !== before);
    const created = planned.flatMap(({ before, after }) => (before ? [] : [after]));
    if (changed.length > 0) await this.store(changed);
    await this.stock.open(
      planned.flatMap(({ opening }) => opening),
      source,
    );
    await this.stock.move(
      planned.flatMap(({ movements }) => movements),
      source,
    );
    await this.decisions.add(firstDecisions(created, managerId));
  }

  private async store(changed: readonly PlannedProduct[]): Promise<void> {
    const products = changed.map(({ after }) => after);
    await this.write(STORE_PRODUCTS, products.map(toProductRow));
    await this.write(STORE_VARIANTS, products.flatMap(toVariantRows));
    const entries = changed.flatMap(({ before, after }) => newPrices(before?.variants ?? [], after.variants));
    await this.write(
      ADD_PRICES,
      entries.map(({ amountMinor, ...entry }) => ({ ...entry, amount: `${amountMinor}` })),
    );
    await relist(
      products.map(({ id }) => id),
      this.database,
    );
    await this.outbox.add({ events: await productNews(changed, this.database) }, this.database);
  }

  private async products(slugs: readonly string[]): Promise<Product[]> {
    const rows = await this.database.query<Omit<Product, 'variants'>>(LOCK_PRODUCTS, [slugs]);
    const variants = await this.database.query<VariantRow>(VARIANTS_OF, [rows.map(({ id }) => id)]);
    const byProduct = Map.groupBy(variants, ({ productId }) => productId);
    return rows.map((row) => ({ ...row, variants: (byProduct.get(row.id) ?? []).map(toVariant) }));
  }

  private async categories(paths: readonly string[]): Promise<Map<string, KnownCategory>> {
    const slugs = paths.map((path) => path.split('/').at(-1));
    const rows = await this.database.query<KnownCategory>(CATEGORIES_BY_SLUG, [slugs]);
    return new Map(rows.flatMap((row) => [row.path, row.path.split('/').at(-1) ?? ''].map((name) => [name, row])));
  }

  private async types(codes: readonly string[], products: readonly Product[]): Promise<Map<string, ProductType>> {
    const ids = products.flatMap(({ typeId }) => typeId ?? []);
    const rows = await this.database.query<ProductType>(TYPES_OF, [codes, ids]);
    return new Map(rows.flatMap((type) => [type.code, type.id].map((name) => [name, type])));
  }

  private async write(statement: string, rows: readonly object[]): Promise<void> {
    if (rows.length > 0) await this.database.query(statement, [JSON.stringify(rows)]);
  }
}

interface SkuOwner {
  readonly sku: string;
  readonly productId: string;
}

type VariantRow = Omit<Variant, 'prices'> & {
  readonly productId: string;
  readonly prices: readonly (Omit<VariantPrice, 'amountMinor'> & { readonly amount: string })[];
};

function toVariant({ id, sku, name, options, weightGrams, isEnabled, position, ...row }: VariantRow): Variant {
  return {
    id,
    sku,
    name,
    options,
    weightGrams,
    isEnabled,
    position,
    picturePosition: row.picturePosition,
    prices: row.prices.map(({ amount, ...price }) => ({ ...price, amountMinor: BigInt(amount) })),
  };
}

function toProductRow(product: Product) {
  const { id, slug, categoryId, typeId, name, description, brand, attributes, taxCategory } = product;
  const { status, version, createdAt } = product;
  const fromPrices = toFromPrices(product.variants);
  const facts = { name, description, brand, attributes, taxCategory };
  return { id, slug, categoryId, typeId, ...facts, status, version, createdAt, fromPrices };
}

function toVariantRows({ id: productId, variants }: Product) {
  // Prices go their own way; an amount is no JSON.
  return variants.map((variant) => ({ ...variant, productId, prices: undefined }));
}
