CREATE TABLE address (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
  recipient text NOT NULL CHECK (length(recipient) BETWEEN 1 AND 100),
  line1 text NOT NULL CHECK (length(line1) BETWEEN 1 AND 200),
  line2 text CHECK (length(line2) BETWEEN 1 AND 200),
  city text NOT NULL CHECK (length(city) BETWEEN 1 AND 100),
  region text CHECK (length(region) BETWEEN 1 AND 100),
  postal_code text CHECK (length(postal_code) BETWEEN 1 AND 12),
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  is_default_shipping boolean NOT NULL,
  is_default_billing boolean NOT NULL
);
CREATE INDEX address_of_user ON address (user_id, id);
CREATE UNIQUE INDEX address_default_shipping ON address (user_id) WHERE is_default_shipping;
CREATE UNIQUE INDEX address_default_billing ON address (user_id) WHERE is_default_billing;

-- Products live in the catalogue; one that is gone is shown as nothing.
CREATE TABLE favourite (
  user_id uuid NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
  product_id uuid NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, product_id)
);
CREATE INDEX favourite_newest ON favourite (user_id, added_at DESC, product_id DESC);
