-- Products and what is sold of them. Stock is in 0002.

-- Accents never decide whether a product is found: "ёлка" finds "елка", "cafe" finds "café".
CREATE TEXT SEARCH CONFIGURATION english_text (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION english_text
  ALTER MAPPING FOR word, hword, hword_part WITH public.unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION russian_text (COPY = pg_catalog.russian);
ALTER TEXT SEARCH CONFIGURATION russian_text
  ALTER MAPPING FOR word, hword, hword_part WITH public.unaccent, russian_stem;

CREATE TABLE category (
  id uuid PRIMARY KEY,
  parent_id uuid REFERENCES category,
  slug text NOT NULL UNIQUE,
  name_en text NOT NULL,
  name_ru text NOT NULL,
  position integer NOT NULL,
  -- The ids from the root down to the category itself.
  path uuid[] NOT NULL CHECK (path[cardinality(path)] = id AND path[cardinality(path) - 1] IS NOT DISTINCT FROM parent_id)
);
CREATE INDEX category_children ON category (parent_id, position);

CREATE TABLE product (
  id uuid PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  category_id uuid NOT NULL REFERENCES category,
  name_en text NOT NULL,
  name_ru text NOT NULL,
  description_en text NOT NULL,
  description_ru text NOT NULL,
  brand text NOT NULL,
  attributes jsonb NOT NULL,
  status text NOT NULL CHECK (status IN ('DRAFT', 'PUBLISHED')),
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  -- The cheapest current price in each currency, {"EUR": {"amount": "1299", "taxIncluded": true}}: kept so that lists
  -- need not look at every variant's price history.
  from_prices jsonb NOT NULL,
  search_en tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('catalog.english_text', name_en), 'A') ||
    setweight(to_tsvector('catalog.english_text', brand), 'B') ||
    setweight(to_tsvector('catalog.english_text', description_en), 'C')) STORED,
  search_ru tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('catalog.russian_text', name_ru), 'A') ||
    setweight(to_tsvector('catalog.russian_text', brand), 'B') ||
    setweight(to_tsvector('catalog.russian_text', description_ru), 'C')) STORED
);
CREATE INDEX product_category ON product (category_id);
CREATE INDEX product_search_en ON product USING gin (search_en) WHERE status = 'PUBLISHED';
CREATE INDEX product_search_ru ON product USING gin (search_ru) WHERE status = 'PUBLISHED';

CREATE TABLE variant (
  id uuid PRIMARY KEY,
  product_id uuid NOT NULL REFERENCES product,
  sku text NOT NULL UNIQUE,
  name_en text NOT NULL,
  name_ru text NOT NULL,
  options jsonb NOT NULL,
  weight_grams integer NOT NULL CHECK (weight_grams >= 0),
  is_enabled boolean NOT NULL,
  -- Order among the variants of the product, and which of its pictures shows this one.
  position integer NOT NULL,
  picture_position integer
);
CREATE INDEX variant_product ON variant (product_id, position);

-- The price history: the newest entry whose time has come is the price. The time is that of the statement, not of its
-- transaction, which may have waited for the one that made the entry before.
CREATE TABLE price (
  variant_id uuid NOT NULL REFERENCES variant,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 0 AND 1000000000000000),
  tax_included boolean NOT NULL,
  valid_from timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (variant_id, currency, valid_from) INCLUDE (amount_minor, tax_included)
);
REVOKE UPDATE, DELETE ON price FROM tovar_catalog;

-- Named by the SHA-256 of its bytes, so its address can be cached for ever.
CREATE TABLE picture_file (
  id text PRIMARY KEY CHECK (id ~ '^[0-9a-f]{64}$'),
  content_type text NOT NULL,
  bytes bytea NOT NULL
);

CREATE TABLE picture (
  product_id uuid NOT NULL REFERENCES product,
  position integer NOT NULL,
  file_id text NOT NULL REFERENCES picture_file,
  alt_en text NOT NULL,
  alt_ru text NOT NULL,
  PRIMARY KEY (product_id, position)
);

-- Published products by every category above them, so that a page of a whole subtree is one range of an index, as cheap
-- on page 200 as on page 1. The nil id stands for the whole shop. Ids are UUIDv7: their order is the order of creation.
CREATE TABLE listing (
  category_id uuid NOT NULL,
  product_id uuid NOT NULL REFERENCES product,
  name_en text COLLATE "und-x-icu" NOT NULL,
  name_ru text COLLATE "und-x-icu" NOT NULL,
  PRIMARY KEY (category_id, product_id)
);
-- For writing alone. A hash has no order, so that no page is ever read along it.
CREATE INDEX listing_product ON listing USING hash (product_id);
CREATE INDEX listing_name_en ON listing (category_id, name_en, product_id);
CREATE INDEX listing_name_ru ON listing (category_id, name_ru, product_id);

CREATE TABLE listing_price (
  category_id uuid NOT NULL,
  currency text NOT NULL,
  amount_minor bigint NOT NULL,
  product_id uuid NOT NULL,
  PRIMARY KEY (category_id, currency, amount_minor, product_id)
);
CREATE INDEX listing_price_product ON listing_price USING hash (product_id);
