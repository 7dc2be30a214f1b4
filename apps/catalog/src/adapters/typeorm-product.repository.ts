import { Injectable } from '@nestjs/common';
import type { ProductChange } from '@tovar/contracts';
import { Database, NotFound, Outbox, VersionConflict } from '@tovar/platform';
import { SkuTaken, SlugTaken, UnknownCategory } from '../domain/catalog.errors.ts';
import { newPrices, type Product, type Variant, type VariantPrice } from '../domain/product.ts';
import { ProductRepository } from '../domain/product.repository.ts';
import { brokenConstraint } from './broken-constraint.ts';
import { keepTree } from './category-tree-lock.ts';
import { toFromPrices } from './from-prices.ts';
import { relist } from './listing.ts';
import { PriceEntity } from './price.entity.ts';
import { type ChangedProduct, productNews } from './product-news.ts';
import { ProductEntity } from './product.entity.ts';
import { VariantEntity } from './variant.entity.ts';

/** Each write also brings the listing up to date and tells the others, in the same transaction. */
@Injectable()
export class TypeOrmProductRepository extends ProductRepository {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    super();
  }

  async add(product: Product): Promise<void> {
    await keepTree(this.database);
    await refusing(product, async () => {
      await this.database.repository(ProductEntity).insert(toRow(product));
      await this.storeVariants(product, []);
    });
    await this.publish({ after: product });
  }

  async change(
    id: string,
    expectedVersion: number | undefined,
    change: (product: Product) => Product,
    inAWord?: ProductChange,
  ): Promise<Product> {
    await keepTree(this.database);
    const before = await this.lock(id, expectedVersion);
    const after = change(before);
    await refusing(after, async () => {
      await this.database.repository(ProductEntity).update({ id, version: before.version }, toRow(after));
      await this.storeVariants(after, before.variants);
    });
    await this.publish({ before, after, inAWord });
    return after;
  }

  private async publish(changed: ChangedProduct): Promise<void> {
    await relist([changed.after.id], this.database);
    await this.outbox.add({ events: await productNews([changed], this.database) }, this.database);
  }

  private async lock(id: string, expectedVersion: number | undefined): Promise<Product> {
    const rows = this.database.repository(ProductEntity);
    const row = await rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!row) throw new NotFound('The product');
    if (expectedVersion !== undefined && row.version !== expectedVersion)
      throw new VersionConflict('The product', row.version);
    return toProduct(row, await this.variantsOf(id));
  }

  private async variantsOf(productId: string): Promise<Variant[]> {
    const rows = await this.database
      .repository(VariantEntity)
      .find({ where: { productId }, order: { position: 'ASC' } });
    const prices = await this.database.query<PriceRow>(CURRENT_PRICES, [rows.map(({ id }) => id)]);
    return rows.map((row) => toVariant(row, prices));
  }

  private async storeVariants({ id, variants }: Product, before: readonly Variant[]): Promise<void> {
    if (variants.length > 0)
      await this.database.repository(VariantEntity).upsert(
        variants.map((variant) => toVariantRow(variant, id)),
        ['id'],
      );
    const entries = newPrices(before, variants).map(({ amountMinor, ...price }) => ({
      ...price,
      amountMinor: `${amountMinor}`,
    }));
    if (entries.length > 0) await this.database.repository(PriceEntity).insert(entries);
  }
}

interface PriceRow {
  readonly variant_id: string;
  readonly currency: VariantPrice['currency'];
  readonly amount_minor: string;
  readonly tax_included: boolean;
}

const CURRENT_PRICES = `
  SELECT DISTINCT ON (variant_id, currency) variant_id, currency, amount_minor, tax_included
    FROM price WHERE variant_id = ANY($1) AND valid_from <= statement_timestamp()
   AND (valid_to IS NULL OR valid_to > statement_timestamp())
   ORDER BY variant_id DESC, currency DESC, valid_from DESC`;

function toRow({ name, description, variants, ...product }: Product): ProductEntity {
  const texts = { nameEn: name.en, nameRu: name.ru, descriptionEn: description.en, descriptionRu: description.ru };
  const { id, slug, categoryId, brand, typeId, attributes, taxCategory, status, version, createdAt } = product;
  const fromPrices = toFromPrices(variants);
  const stored = { id, slug, categoryId, brand, typeId, attributes, taxCategory, status, version, createdAt };
  return { ...stored, fromPrices, ...texts };
}

function toProduct(
  { nameEn, nameRu, descriptionEn, descriptionRu, ...row }: ProductEntity,
  variants: Variant[],
): Product {
  const { id, slug, categoryId, brand, typeId, attributes, taxCategory, status, version, createdAt } = row;
  const texts = { name: { en: nameEn, ru: nameRu }, description: { en: descriptionEn, ru: descriptionRu } };
  const stored = { id, slug, categoryId, brand, typeId, attributes, taxCategory, status, version, createdAt };
  return { ...stored, variants, ...texts };
}

function toVariantRow({ name, ...variant }: Variant, productId: string): VariantEntity {
  const { id, sku, options, weightGrams, isEnabled, position, picturePosition } = variant;
  const names = { nameEn: name.en, nameRu: name.ru };
  return { id, productId, sku, options, weightGrams, isEnabled, position, picturePosition, ...names };
}

function toVariant({ nameEn, nameRu, ...row }: VariantEntity, prices: readonly PriceRow[]): Variant {
  const own = prices.filter((price) => price.variant_id === row.id);
  return { ...row, name: { en: nameEn, ru: nameRu }, prices: own.map(toPrice) };
}

function toPrice(row: PriceRow): VariantPrice {
  return { currency: row.currency, amountMinor: BigInt(row.amount_minor), taxIncluded: row.tax_included };
}

/** Tells by the broken constraint what is wrong with the product. */
async function refusing({ slug, categoryId, variants }: Product, store: () => Promise<void>): Promise<void> {
  try {
    await store();
  } catch (error) {
    const constraint = brokenConstraint(error);
    if (constraint === 'product_slug_key') throw new SlugTaken(slug);
    if (constraint === 'variant_sku_key') throw new SkuTaken(variants.map(({ sku }) => sku));
    if (constraint === 'product_category_id_fkey') throw new UnknownCategory(categoryId);
    throw error;
  }
}
