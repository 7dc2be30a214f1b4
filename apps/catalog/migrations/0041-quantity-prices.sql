-- What one unit costs when several are bought. An entry of its own table, because everything that lists, sorts and filters
-- speaks of the price of one. Append-only: the newest entry of a minimum quantity counts, and one without an amount ends it.
CREATE TABLE quantity_price (
  variant_id uuid NOT NULL REFERENCES variant,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  minimum_quantity integer NOT NULL CHECK (minimum_quantity BETWEEN 2 AND 9999),
  amount_minor bigint CHECK (amount_minor BETWEEN 0 AND 1000000000000000),
  valid_from timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (variant_id, currency, minimum_quantity, valid_from) INCLUDE (amount_minor)
);
REVOKE UPDATE, DELETE ON quantity_price FROM tovar_catalog;
