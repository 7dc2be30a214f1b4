import { PRODUCT_TYPE_COLUMNS } from '../queries/product-type-columns.ts';

/** Locked in the order of their ids, so that two imports never wait for each other in a circle. */
export const LOCK_PRODUCTS = `
  SELECT id, slug, category_id AS "categoryId", json_build_object('en', name_en, 'ru', name_ru) AS name,
         json_build_object('en', description_en, 'ru', description_ru) AS description, brand, product_type_id AS "typeId",
         attributes, tax_category AS "taxCategory", status, version, created_at AS "createdAt"
    FROM product WHERE slug = ANY($1::text[]) ORDER BY id FOR UPDATE`;

export const VARIANTS_OF = `
  SELECT v.product_id AS "productId", v.id, v.sku, json_build_object('en', v.name_en, 'ru', v.name_ru) AS name, v.options,
         v.weight_grams AS "weightGrams", v.is_enabled AS "isEnabled", v.position, v.picture_position AS "picturePosition",
         coalesce(current.prices, '[]') AS prices
    FROM variant v
   CROSS JOIN LATERAL (
     SELECT json_agg(json_build_object('currency', p.currency, 'amount', p.amount_minor::text, 'taxIncluded', p.tax_included)) AS prices
       FROM (SELECT DISTINCT ON (currency) currency, amount_minor, tax_included
               FROM price WHERE variant_id = v.id AND valid_from <= statement_timestamp()
                AND (valid_to IS NULL OR valid_to > statement_timestamp())
              ORDER BY currency DESC, valid_from DESC) AS p) AS current
   WHERE v.product_id = ANY($1::uuid[]) ORDER BY v.product_id, v.position`;

export const OWNERS_OF_SKUS = 'SELECT sku, product_id AS "productId" FROM variant WHERE sku = ANY($1::text[])';

export const CATEGORIES_BY_SLUG = `
  SELECT c.id, (SELECT string_agg(a.slug, '/' ORDER BY above.place)
                  FROM unnest(c.path) WITH ORDINALITY AS above(id, place) JOIN category a ON a.id = above.id) AS path
    FROM category c WHERE c.slug = ANY($1::text[])`;

export const TYPES_OF = `
  SELECT ${PRODUCT_TYPE_COLUMNS} FROM product_type t WHERE t.code = ANY($1::text[]) OR t.id = ANY($2::uuid[])`;

export const STORE_PRODUCTS = `
  INSERT INTO product (id, slug, category_id, product_type_id, name_en, name_ru, description_en, description_ru, brand, attributes, tax_category, status, version, created_at, from_prices)
  SELECT id, slug, "categoryId", "typeId", name->>'en', name->>'ru', description->>'en', description->>'ru', brand, attributes, "taxCategory", status, version, "createdAt", "fromPrices"
  FROM jsonb_to_recordset($1::jsonb) AS p(
    id uuid, slug text, "categoryId" uuid, "typeId" uuid, name jsonb, description jsonb, brand text, attributes jsonb, "taxCategory" text, status text,
    version integer, "createdAt" timestamptz, "fromPrices" jsonb)
  ON CONFLICT (id) DO UPDATE SET
    slug = excluded.slug, category_id = excluded.category_id, product_type_id = excluded.product_type_id,
    name_en = excluded.name_en, name_ru = excluded.name_ru, description_en = excluded.description_en,
    description_ru = excluded.description_ru, brand = excluded.brand, attributes = excluded.attributes,
    tax_category = excluded.tax_category, version = excluded.version, from_prices = excluded.from_prices`;

export const STORE_VARIANTS = `
  INSERT INTO variant (id, product_id, sku, name_en, name_ru, options, weight_grams, is_enabled, position, picture_position)
  SELECT id, "productId", sku, name->>'en', name->>'ru', options, "weightGrams", "isEnabled", position, "picturePosition"
    FROM jsonb_to_recordset($1::jsonb) AS v(
      id uuid, "productId" uuid, sku text, name jsonb, options jsonb, "weightGrams" integer, "isEnabled" boolean,
      position integer, "picturePosition" integer)
  ON CONFLICT (id) DO UPDATE SET
    name_en = excluded.name_en, name_ru = excluded.name_ru, options = excluded.options,
    weight_grams = excluded.weight_grams, is_enabled = excluded.is_enabled`;

export const ADD_PRICES = `
  INSERT INTO price (variant_id, currency, amount_minor, tax_included)
  SELECT "variantId", currency, amount, "taxIncluded"
    FROM jsonb_to_recordset($1::jsonb) AS p("variantId" uuid, currency text, amount bigint, "taxIncluded" boolean)`;
