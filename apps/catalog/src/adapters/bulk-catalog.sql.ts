/** Two processes that start at once must not both find the catalogue empty. */
export const LOCK_CATALOG = `SELECT pg_advisory_xact_lock(hashtext('catalog:fill'))`;

/** Tables whose indexes come back before the products are listed, and those whose indexes come back afterwards. */
export const FILLED_TABLES = ['product', 'variant', 'price', 'picture', 'stock', 'stock_movement'];
export const LISTING_TABLES = ['listing', 'listing_price'];

export const PUT_INDEXES_ASIDE = 'SELECT put_indexes_aside($1)';
export const PUT_INDEXES_BACK = 'SELECT put_indexes_back($1)';

export const NEXT_PRODUCTS = 'SELECT id FROM product WHERE id > $1 ORDER BY id LIMIT $2';

/** Each takes its rows as one JSON array. */
export const INSERT = {
  category: `
    INSERT INTO category (id, parent_id, slug, name_en, name_ru, position, path)
    SELECT id, "parentId", slug, name->>'en', name->>'ru', position, path
      FROM jsonb_to_recordset($1::jsonb) AS c(id uuid, "parentId" uuid, slug text, name jsonb, position integer, path uuid[])`,
  pictureFile: `
    INSERT INTO picture_file (id, content_type, bytes)
    SELECT "fileId", 'image/svg+xml', convert_to(svg, 'UTF8')
      FROM jsonb_to_recordset($1::jsonb) AS f("fileId" text, svg text)
        ON CONFLICT DO NOTHING`,
  picture: `
    INSERT INTO picture (product_id, position, file_id, alt_en, alt_ru)
    SELECT "productId", position, "fileId", alt->>'en', alt->>'ru'
      FROM jsonb_to_recordset($1::jsonb) AS p("productId" uuid, position integer, "fileId" text, alt jsonb)`,
};

/** The columns of tables that are filled by COPY, in the order of their rows. */
export const COPIED = {
  product: {
    table: 'product',
    columns: [
      'id',
      'slug',
      'category_id',
      'product_type_id',
      'name_en',
      'name_ru',
      'description_en',
      'description_ru',
      'brand',
      'attributes',
      'tax_category',
      'status',
      'version',
      'created_at',
      'from_prices',
    ],
  },
  variant: {
    table: 'variant',
    columns: [
      'id',
      'product_id',
      'sku',
      'name_en',
      'name_ru',
      'options',
      'weight_grams',
      'is_enabled',
      'position',
      'picture_position',
    ],
  },
  price: { table: 'price', columns: ['variant_id', 'currency', 'amount_minor', 'tax_included', 'valid_from'] },
  stock: { table: 'stock', columns: ['variant_id', 'on_hand', 'product_id', 'is_sold'] },
  movement: {
    table: 'stock_movement',
    columns: ['variant_id', 'kind', 'source', 'source_line', 'on_hand_change', 'reserved_change', 'allocated_change'],
  },
};
