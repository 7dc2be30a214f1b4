-- Projections: folds of the log. Each has a twin, `next_…`, into which the log can be folded anew while the live one serves.

-- What is known of an order, as far as it is needed to count it once.
CREATE TABLE order_fact (
  order_id uuid PRIMARY KEY,
  customer_id uuid,
  currency text,
  total_minor bigint,
  -- What was bought, until it has been counted as sold.
  lines jsonb,
  placed_at timestamptz,
  payment_started_at timestamptz,
  paid_at timestamptz,
  cancelled_at timestamptz,
  -- The messages by which money went back.
  refunds jsonb NOT NULL
);

-- Counters of the whole shop, of products and of variants, each for months and days (UTC) and for quarters of an hour: every
-- time zone's days begin at the beginning of one. Of variants only days are kept.
CREATE TABLE tally (
  kind text NOT NULL CHECK (kind IN ('SHOP', 'PRODUCT', 'VARIANT')),
  span text NOT NULL CHECK (span IN ('MONTH', 'DAY', 'QUARTER')),
  starts_at timestamptz NOT NULL,
  -- Whose they are; for the shop the id of nothing.
  subject uuid NOT NULL,
  -- Empty for what has no currency, such as looking at a page.
  currency text NOT NULL,
  carts bigint NOT NULL,
  checkouts bigint NOT NULL,
  placed bigint NOT NULL,
  paid bigint NOT NULL,
  cancelled bigint NOT NULL,
  units bigint NOT NULL,
  revenue_minor bigint NOT NULL,
  refunded_minor bigint NOT NULL,
  views bigint NOT NULL,
  searches bigint NOT NULL,
  PRIMARY KEY (kind, span, starts_at, subject, currency)
);
CREATE INDEX tally_of_subject ON tally (subject, span, starts_at) WHERE kind <> 'SHOP';

CREATE TABLE search_tally (
  day date NOT NULL,
  words text NOT NULL,
  searches bigint NOT NULL,
  -- How many of them found nothing.
  in_vain bigint NOT NULL,
  PRIMARY KEY (day, words)
);

CREATE TABLE product_activity (
  product_id uuid PRIMARY KEY,
  views bigint NOT NULL,
  orders bigint NOT NULL,
  units bigint NOT NULL,
  reviews bigint NOT NULL,
  rating_hundredths integer,
  -- The place in the log of what the last two say.
  rated_at numeric NOT NULL
);

-- The categories above a product, as of the last order that was placed for it.
CREATE TABLE product_category (
  product_id uuid PRIMARY KEY,
  category_ids uuid[] NOT NULL,
  known_at timestamptz NOT NULL
);

CREATE TABLE user_activity (
  user_id uuid PRIMARY KEY,
  orders_placed bigint NOT NULL,
  orders_paid bigint NOT NULL,
  reviews_written bigint NOT NULL
);

CREATE TABLE review_fact (
  review_id uuid PRIMARY KEY,
  author_id uuid NOT NULL,
  is_there boolean NOT NULL,
  -- The place in the log of what it says.
  told_at numeric NOT NULL
);

-- What was counted once and must not be again: batches of pages by their message, carts by their id.
CREATE TABLE told (id uuid PRIMARY KEY);

CREATE TABLE next_order_fact (LIKE order_fact INCLUDING ALL);
CREATE TABLE next_tally (LIKE tally INCLUDING ALL);
CREATE TABLE next_search_tally (LIKE search_tally INCLUDING ALL);
CREATE TABLE next_product_activity (LIKE product_activity INCLUDING ALL);
CREATE TABLE next_product_category (LIKE product_category INCLUDING ALL);
CREATE TABLE next_user_activity (LIKE user_activity INCLUDING ALL);
CREATE TABLE next_review_fact (LIKE review_fact INCLUDING ALL);
CREATE TABLE next_told (LIKE told INCLUDING ALL);

-- Whoever folds into the live projections shares this row; whoever swaps them has it alone.
CREATE TABLE projection_gate (id integer PRIMARY KEY CHECK (id = 1));
INSERT INTO projection_gate VALUES (1);

-- What had happened before the shop had a log, as messages; folded before the log.
CREATE TABLE opening_fact (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  type text NOT NULL,
  subject text NOT NULL,
  time timestamptz NOT NULL,
  data jsonb NOT NULL
);

CREATE TABLE rebuild (
  id uuid PRIMARY KEY,
  requested_by uuid NOT NULL,
  reason text NOT NULL,
  requested_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('WAITING', 'RUNNING', 'DONE', 'FAILED')),
  -- Messages folded so far.
  folded bigint NOT NULL DEFAULT 0,
  -- Rows that were not what they should have been.
  differences bigint,
  finished_at timestamptz
);
-- One at a time.
CREATE UNIQUE INDEX rebuild_under_way ON rebuild ((true)) WHERE state IN ('WAITING', 'RUNNING');

-- The service's role may not alter tables: these two do for it what a rebuild needs, and nothing else.
CREATE FUNCTION clear_next_projections() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  TRUNCATE next_order_fact, next_tally, next_search_tally, next_product_activity, next_product_category,
           next_user_activity, next_review_fact, next_told
$$;

CREATE FUNCTION swap_projections() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['order_fact', 'tally', 'search_tally', 'product_activity', 'product_category',
                              'user_activity', 'review_fact', 'told'] LOOP
    -- Reports are planned by what is in it from the first one on.
    EXECUTE format('ANALYZE %I', 'next_' || name);
    EXECUTE format('ALTER TABLE %I RENAME TO %I', name, 'last_' || name);
    EXECUTE format('ALTER TABLE %I RENAME TO %I', 'next_' || name, name);
    EXECUTE format('ALTER TABLE %I RENAME TO %I', 'last_' || name, 'next_' || name);
  END LOOP;
END $$;
