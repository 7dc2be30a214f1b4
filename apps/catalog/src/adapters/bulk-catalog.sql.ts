/** Two processes that start at once must not both find the catalogue empty. */
export const LOCK_CATALOG = `SELECT pg_advisory_xact_lock(hashtext('catalog:fill'))`;

/** Each takes its rows as one JSON array. */
export const INSERT = {
  category: `
    INSERT INTO category (id, parent_id, slug, name_en, name_ru, position, path)
    SELECT id, "parentId", slug, name->>'en', name->>'ru', position, path
      FROM jsonb_to_recordset($1::jsonb) AS c(id uuid, "parentId" uuid, slug text, name jsonb, position integer, path uuid[])`,
  product: `
    INSERT INTO product (id, slug, category_id, product_type_id, name_en, name_ru, description_en, description_ru, brand, attributes, status, version, created_at, from_prices)
    SELECT id, slug, "categoryId", "typeId", name->>'en', name->>'ru', description->>'en', description->>'ru', brand, attributes, status, version, "createdAt", "fromPrices"
      FROM jsonb_to_recordset($1::jsonb) AS p(
        id uuid, slug text, "categoryId" uuid, "typeId" uuid, name jsonb, description jsonb, brand text, attributes jsonb, status text,
        version integer, "createdAt" timestamptz, "fromPrices" jsonb)`,
  variant: `
    INSERT INTO variant (id, product_id, sku, name_en, name_ru, options, weight_grams, is_enabled, position, picture_position)
    SELECT id, "productId", sku, name->>'en', name->>'ru', options, "weightGrams", "isEnabled", position, "picturePosition"
      FROM jsonb_to_recordset($1::jsonb) AS v(
        id uuid, "productId" uuid, sku text, name jsonb, options jsonb, "weightGrams" integer, "isEnabled" boolean,
        position integer, "picturePosition" integer)`,
  price: `
    INSERT INTO price (variant_id, currency, amount_minor, tax_included, valid_from)
    SELECT v."variantId", p.currency, p."amountMinor", p."taxIncluded", v."validFrom"
      FROM jsonb_to_recordset($1::jsonb) AS v("variantId" uuid, "validFrom" timestamptz, prices jsonb)
     CROSS JOIN LATERAL jsonb_to_recordset(v.prices) AS p(currency text, "amountMinor" bigint, "taxIncluded" boolean)`,
  pictureFile: `
    INSERT INTO picture_file (id, content_type, bytes)
    SELECT DISTINCT ON ("fileId") "fileId", 'image/svg+xml', convert_to(svg, 'UTF8')
      FROM jsonb_to_recordset($1::jsonb) AS f("fileId" text, svg text)
        ON CONFLICT DO NOTHING`,
  picture: `
    INSERT INTO picture (product_id, position, file_id, alt_en, alt_ru)
    SELECT "productId", position, "fileId", alt->>'en', alt->>'ru'
      FROM jsonb_to_recordset($1::jsonb) AS p("productId" uuid, position integer, "fileId" text, alt jsonb)`,
  stock: `
    INSERT INTO stock (variant_id, on_hand)
    SELECT "variantId", quantity FROM jsonb_to_recordset($1::jsonb) AS s("variantId" uuid, quantity integer)`,
  initialMovement: `
    INSERT INTO stock_movement (variant_id, kind, source, source_line, on_hand_change, reserved_change, allocated_change)
    SELECT "variantId", 'INITIAL', source, "variantId"::text, quantity, 0, 0
      FROM jsonb_to_recordset($1::jsonb) AS m("variantId" uuid, quantity integer, source text)`,
};
