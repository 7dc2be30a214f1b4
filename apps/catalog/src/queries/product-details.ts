import { Injectable } from '@nestjs/common';
import type { TaxCategory } from '@tovar/contracts';
import { anyOf, Database, LruMap, RequestBatch } from '@tovar/platform';
import type { LocalizedText } from '../domain/localized-text.ts';
import type { ProductAttribute } from '../domain/attribute.ts';
import type { CategoryView } from './category-tree.ts';
import { type PictureView, type ProductCard, STAMP, toPicture } from './product-card.ts';
import {
  type StoredPicture,
  toVariantView,
  VARIANT_JSON,
  type VariantJson,
  type VariantView,
  withAvailable,
} from './variant-view.ts';

/** What kind of product it is, without all that is known about the kind. */
export interface ProductTypeReference {
  readonly id: string;
  readonly code: string;
  readonly name: LocalizedText;
}

/** What a product's own page shows besides its card. */
export interface ProductDetail {
  readonly description: LocalizedText;
  readonly type: ProductTypeReference | null;
  readonly attributes: readonly ProductAttribute[];
  readonly taxCategory: TaxCategory;
  readonly pictures: readonly PictureView[];
  /** Those that are switched off among them: who may see them is for the caller to say. */
  readonly variants: readonly VariantView[];
  /** From the root down to the product's category. */
  readonly breadcrumb: readonly CategoryView[];
}

/** A product in the state that its card shows. */
type SeenProduct = Pick<ProductCard, 'id' | 'stamp'>;

/** Details as they were read, and until when their prices hold, in seconds since 1970 by the database's clock. */
interface ReadDetail {
  readonly stamp: string;
  readonly holdsUntil: number;
  readonly detail: ProductDetail;
}

/** About ten kilobytes each. */
const MOST_REMEMBERED = 2_000;

/**
 * What products' own pages show, for all that a request asks for together. What this process has read it shows again while
 * the product's stamp is the same and no price has begun or ended; how much there is of the variants is read each time.
 */
@Injectable()
export class ProductDetails {
  private readonly details = new RequestBatch((keys) => this.load(keys.map(toProduct)));
  private readonly remembered = new LruMap<string, ReadDetail>(MOST_REMEMBERED);

  constructor(private readonly database: Database) {}

  /** Of a product that exists. One statement, two when what is remembered does not hold any more. */
  async of(product: SeenProduct): Promise<ProductDetail> {
    const detail = await this.details.load(toKey(product));
    if (!detail) throw new Error(`Product ${product.id} was there a moment ago.`);
    return detail;
  }

  private async load(products: readonly SeenProduct[]): Promise<ReadonlyMap<string, ProductDetail>> {
    return (await this.recall(products)) ?? this.read(products);
  }

  /** Undefined unless all of them are remembered and hold. */
  private async recall(products: readonly SeenProduct[]): Promise<ReadonlyMap<string, ProductDetail> | undefined> {
    const recalled = new Map<string, ReadDetail>();
    for (const product of products) {
      const known = this.remembered.get(product.id);
      if (known?.stamp !== product.stamp) return undefined;
      recalled.set(toKey(product), known);
    }
    const [{ now, levels } = NO_STOCK] = await this.database.prepared<StockRow>(STOCK, [products.map(({ id }) => id)]);
    if ([...recalled.values()].some(({ holdsUntil }) => holdsUntil <= now)) return undefined;
    return new Map([...recalled].map(([key, { detail }]) => [key, withStock(detail, levels ?? {})]));
  }

  private async read(products: readonly SeenProduct[]): Promise<ReadonlyMap<string, ProductDetail>> {
    const rows = await this.database.prepared<DetailRow>(DETAILS, [products.map(({ id }) => id)]);
    const found = new Map(rows.map((row) => [row.id, toDetail(row)]));
    for (const { id, stamp, holds_until: holdsUntil } of rows) {
      const detail = found.get(id);
      if (detail) this.remembered.set(id, { stamp, holdsUntil: holdsUntil ?? Number.POSITIVE_INFINITY, detail });
    }
    return new Map(
      products.flatMap((product) => {
        const detail = found.get(product.id);
        return detail ? [[toKey(product), detail]] : [];
      }),
    );
  }
}

function toKey({ id, stamp }: SeenProduct): string {
  return `${id}/${stamp}`;
}

function toProduct(key: string): SeenProduct {
  const [id = '', stamp = ''] = key.split('/');
  return { id, stamp };
}

/** Always one row. */
const STOCK = {
  name: 'products.stock',
  text: `
    SELECT extract(epoch FROM statement_timestamp())::float8 AS now, json_object_agg(variant_id, available) AS levels
      FROM stock WHERE product_id = ${anyOf('uuid')}`,
};

interface StockRow {
  readonly now: number;
  /** By variant; null when there is none. */
  readonly levels: Readonly<Record<string, number>> | null;
}

const NO_STOCK: StockRow = { now: Number.POSITIVE_INFINITY, levels: null };

const DETAILS = {
  name: 'products.details',
  text: `
    SELECT p.id, ${STAMP} AS stamp, p.attributes, p.tax_category AS "taxCategory",
           (SELECT extract(epoch FROM min(moment))::float8
              FROM variant v JOIN price ON price.variant_id = v.id CROSS JOIN LATERAL (VALUES (valid_from), (valid_to)) AS change(moment)
             WHERE v.product_id = p.id AND moment > statement_timestamp()) AS holds_until,
           json_build_object('en', p.description_en, 'ru', p.description_ru) AS description,
           (SELECT json_build_object('id', t.id, 'code', t.code, 'name', json_build_object('en', t.name_en, 'ru', t.name_ru))
              FROM product_type t WHERE t.id = p.product_type_id) AS type,
           (SELECT coalesce(json_agg(json_build_object('fileId', file_id, 'alt', json_build_object('en', alt_en, 'ru', alt_ru)) ORDER BY position), '[]')
              FROM picture WHERE product_id = p.id) AS pictures,
           (SELECT coalesce(json_agg(${VARIANT_JSON} ORDER BY v.position), '[]') FROM variant v WHERE v.product_id = p.id) AS variants,
           (SELECT json_agg(json_build_object('id', a.id, 'parentId', a.parent_id, 'slug', a.slug, 'position', a.position,
                                                'name', json_build_object('en', a.name_en, 'ru', a.name_ru)) ORDER BY cardinality(a.path))
              FROM category a WHERE a.id = ANY(c.path)) AS breadcrumb
      FROM product p JOIN category c ON c.id = p.category_id
     WHERE p.id = ${anyOf('uuid')}`,
};

type DetailRow = Pick<ProductDetail, 'description' | 'type' | 'attributes' | 'taxCategory' | 'breadcrumb'> & {
  readonly id: string;
  readonly stamp: string;
  /** Null when no price is going to begin or end. */
  readonly holds_until: number | null;
  readonly pictures: readonly StoredPicture[];
  readonly variants: readonly VariantJson[];
};

function toDetail({ id: _id, pictures, variants, ...detail }: DetailRow): ProductDetail {
  return {
    ...detail,
    pictures: pictures.map(({ fileId, alt }) => toPicture(fileId, alt)),
    variants: variants.map(toVariantView),
  };
}

function withStock(detail: ProductDetail, levels: Readonly<Record<string, number>>): ProductDetail {
  const variants = detail.variants.map((variant) => withAvailable(variant, levels[variant.id] ?? 0));
  return { ...detail, variants };
}
