CREATE TABLE promotion (
  id                     uuid PRIMARY KEY,
  version                integer NOT NULL DEFAULT 1,
  name_en                text NOT NULL,
  name_ru                text NOT NULL,
  is_enabled             boolean NOT NULL,
  conditions             jsonb NOT NULL,
  actions                jsonb NOT NULL,
  priority               integer NOT NULL,
  is_exclusive           boolean NOT NULL,
  combines_with          uuid[] NOT NULL,
  starts_at              timestamptz,
  ends_at                timestamptz,
  use_limit              integer CHECK (use_limit > 0),
  use_limit_per_customer integer CHECK (use_limit_per_customer > 0),
  -- How many orders use it now: the rows of promotion_use that were not released.
  uses                   integer NOT NULL DEFAULT 0 CHECK (uses >= 0),
  CHECK (starts_at < ends_at)
);

-- A code opens one promotion.
CREATE TABLE promotion_code (
  code         text PRIMARY KEY CHECK (code = upper(code)),
  promotion_id uuid NOT NULL REFERENCES promotion ON DELETE CASCADE
);
CREATE INDEX promotion_code_of_promotion ON promotion_code (promotion_id);

-- An order uses a promotion once, and gives it back once.
CREATE TABLE promotion_use (
  order_id     uuid NOT NULL,
  promotion_id uuid NOT NULL REFERENCES promotion,
  -- The customer's id, or the hash of a guest's address.
  buyer        text,
  code         text,
  used_at      timestamptz NOT NULL DEFAULT now(),
  released_at  timestamptz,
  PRIMARY KEY (order_id, promotion_id)
);
CREATE INDEX promotion_use_by_buyer ON promotion_use (promotion_id, buyer) WHERE released_at IS NULL;

-- The rate of a country from a day on; the latest whose time has come counts.
CREATE TABLE tax_rate (
  country      text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  category     text NOT NULL,
  valid_from   timestamptz NOT NULL,
  basis_points integer NOT NULL CHECK (basis_points BETWEEN 0 AND 10000),
  PRIMARY KEY (country, category, valid_from)
);
