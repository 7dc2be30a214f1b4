-- Tallies of a rebuild by the quarter of an hour, as they come: rows of one quarter and subject may be many. Nothing is looked up
-- in it and it is thrown away, so it has neither indexes nor a place in the write-ahead log.
CREATE UNLOGGED TABLE appended_tally (
  kind text NOT NULL,
  -- Since 1970.
  quarter bigint NOT NULL,
  subject uuid NOT NULL,
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
  searches bigint NOT NULL
);

-- The indexes of tallies are made when all rows are there; to keep them up row by row was most of a rebuild's work. Their names
-- change sides with the tables, so they are looked up.
CREATE OR REPLACE FUNCTION clear_next_projections() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  index_name text;
  constraint_name text;
BEGIN
  TRUNCATE next_order_fact, next_tally, next_search_tally, next_product_activity, next_product_category,
           next_user_activity, next_review_fact, next_told, appended_tally;
  FOR index_name, constraint_name IN
    SELECT i.indexrelid::regclass::text, c.conname
      FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
     WHERE i.indrelid = 'next_tally'::regclass
  LOOP
    IF constraint_name IS NULL THEN
      EXECUTE 'DROP INDEX ' || index_name;
    ELSE
      EXECUTE format('ALTER TABLE next_tally DROP CONSTRAINT %I', constraint_name);
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION settle_next_projections() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET work_mem = '128MB' SET maintenance_work_mem = '256MB' AS $$
BEGIN
  INSERT INTO next_tally
  SELECT kind, 'QUARTER', to_timestamp(quarter * 900::double precision), subject, currency, sum(carts), sum(checkouts),
         sum(placed), sum(paid), sum(cancelled), sum(units), sum(revenue_minor), sum(refunded_minor), sum(views), sum(searches)
    FROM appended_tally WHERE kind <> 'VARIANT' GROUP BY kind, quarter, subject, currency;
  INSERT INTO next_tally
  SELECT kind, 'DAY', to_timestamp(quarter / 96 * 86400::double precision), subject, currency, sum(carts), sum(checkouts),
         sum(placed), sum(paid), sum(cancelled), sum(units), sum(revenue_minor), sum(refunded_minor), sum(views), sum(searches)
    FROM appended_tally GROUP BY kind, quarter / 96, subject, currency;
  INSERT INTO next_tally
  SELECT kind, 'MONTH', date_trunc('month', starts_at, 'UTC'), subject, currency, sum(carts), sum(checkouts),
         sum(placed), sum(paid), sum(cancelled), sum(units), sum(revenue_minor), sum(refunded_minor), sum(views), sum(searches)
    FROM next_tally WHERE span = 'DAY' AND kind <> 'VARIANT' GROUP BY kind, 3, subject, currency;
  ALTER TABLE next_tally ADD PRIMARY KEY (kind, span, starts_at, subject, currency);
  CREATE INDEX ON next_tally (subject, span, starts_at) WHERE kind <> 'SHOP';
  TRUNCATE appended_tally;
END $$;

-- To look at a million rows takes a while: before anybody has to wait for the swap.
CREATE FUNCTION survey_next_projections() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['order_fact', 'tally', 'search_tally', 'product_activity', 'product_category',
                              'user_activity', 'review_fact', 'told'] LOOP
    EXECUTE format('ANALYZE %I', 'next_' || name);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION swap_projections() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['order_fact', 'tally', 'search_tally', 'product_activity', 'product_category',
                              'user_activity', 'review_fact', 'told'] LOOP
    EXECUTE format('ALTER TABLE %I RENAME TO %I', name, 'last_' || name);
    EXECUTE format('ALTER TABLE %I RENAME TO %I', 'next_' || name, name);
    EXECUTE format('ALTER TABLE %I RENAME TO %I', 'last_' || name, 'next_' || name);
  END LOOP;
END $$;
