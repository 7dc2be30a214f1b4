import { Injectable } from '@nestjs/common';
import type { TaxCategory } from '@tovar/contracts';
import { Database, RequestBatch } from '@tovar/platform';
import type { LocalizedText } from '../domain/localized-text.ts';
import type { ProductAttribute } from '../domain/attribute.ts';
import type { CategoryView } from './category-tree.ts';
import { type PictureView, toPicture } from './product-card.ts';
import { type StoredPicture, toVariantView, VARIANT_JSON, type VariantJson, type VariantView } from './variant-view.ts';

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

/** The details of all products that a request asks for, in one statement. */
@Injectable()
export class ProductDetails {
  private readonly details = new RequestBatch((ids) => this.load(ids));

  constructor(private readonly database: Database) {}

  /** Of a product that exists. */
  async of({ id }: { readonly id: string }): Promise<ProductDetail> {
    const detail = await this.details.load(id);
    if (!detail) throw new Error(`Product ${id} was there a moment ago.`);
    return detail;
  }

  private async load(ids: readonly string[]): Promise<ReadonlyMap<string, ProductDetail>> {
    const rows = await this.database.prepared<DetailRow>(DETAILS, [ids]);
    return new Map(rows.map((row) => [row.id, toDetail(row)]));
  }
}

const DETAILS = {
  name: 'products.details',
  text: `
    SELECT p.id, p.attributes, p.tax_category AS "taxCategory", json_build_object('en', p.description_en, 'ru', p.description_ru) AS description,
           (SELECT json_build_object('id', t.id, 'code', t.code, 'name', json_build_object('en', t.name_en, 'ru', t.name_ru))
              FROM product_type t WHERE t.id = p.product_type_id) AS type,
           (SELECT coalesce(json_agg(json_build_object('fileId', file_id, 'alt', json_build_object('en', alt_en, 'ru', alt_ru)) ORDER BY position), '[]')
              FROM picture WHERE product_id = p.id) AS pictures,
           (SELECT coalesce(json_agg(${VARIANT_JSON} ORDER BY v.position), '[]') FROM variant v WHERE v.product_id = p.id) AS variants,
           (SELECT json_agg(json_build_object('id', a.id, 'parentId', a.parent_id, 'slug', a.slug, 'position', a.position,
                                                'name', json_build_object('en', a.name_en, 'ru', a.name_ru)) ORDER BY cardinality(a.path))
              FROM category a WHERE a.id = ANY(c.path)) AS breadcrumb
      FROM product p JOIN category c ON c.id = p.category_id
     WHERE p.id = ANY($1::uuid[])`,
};

type DetailRow = Pick<ProductDetail, 'description' | 'type' | 'attributes' | 'taxCategory' | 'breadcrumb'> & {
  readonly id: string;
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
