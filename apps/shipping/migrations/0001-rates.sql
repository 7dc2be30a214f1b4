-- Where methods deliver to, and for how much. Orders keep a copy of what they were delivered by, so nothing here is history.
CREATE TABLE zone (
  id uuid PRIMARY KEY,
  code text NOT NULL CONSTRAINT zone_code UNIQUE CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text NOT NULL CHECK (name <> ''),
  version integer NOT NULL DEFAULT 1
);

-- A country, or a part of it by region or by the beginning of its postal codes. '' says the whole of it.
CREATE TABLE zone_area (
  zone_id uuid NOT NULL REFERENCES zone ON DELETE CASCADE,
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  region text NOT NULL DEFAULT '',
  postal_prefix text NOT NULL DEFAULT '' CHECK (postal_prefix ~ '^[A-Z0-9]{0,10}$'),
  -- Of two zones with the same area neither would be the more specific one.
  CONSTRAINT zone_area_once PRIMARY KEY (country, region, postal_prefix),
  CHECK (region = '' OR postal_prefix = '')
);
CREATE INDEX zone_area_of_zone ON zone_area (zone_id);

CREATE TABLE method (
  id uuid PRIMARY KEY,
  code text NOT NULL CONSTRAINT method_code UNIQUE CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name_en text NOT NULL CHECK (name_en <> ''),
  name_ru text NOT NULL CHECK (name_ru <> ''),
  carrier text NOT NULL,
  is_enabled boolean NOT NULL,
  is_tax_included boolean NOT NULL,
  tax_category text NOT NULL CHECK (tax_category IN ('STANDARD', 'REDUCED', 'ZERO')),
  version integer NOT NULL DEFAULT 1
);

-- That a method delivers to a zone, and in how many working days.
CREATE TABLE method_zone (
  method_id uuid NOT NULL REFERENCES method ON DELETE CASCADE,
  zone_id uuid NOT NULL CONSTRAINT method_zone_zone REFERENCES zone ON DELETE RESTRICT,
  min_days integer NOT NULL CHECK (min_days >= 0),
  max_days integer NOT NULL CHECK (max_days >= min_days),
  PRIMARY KEY (method_id, zone_id)
);
CREATE INDEX method_zone_of_zone ON method_zone (zone_id);

-- What a method costs in a zone, in one currency. Delivery is free from free_from on: goods in minor units.
CREATE TABLE rate (
  method_id uuid NOT NULL,
  zone_id uuid NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  basis text NOT NULL CHECK (basis IN ('FLAT', 'BY_WEIGHT', 'BY_TOTAL')),
  free_from bigint CHECK (free_from > 0),
  PRIMARY KEY (method_id, zone_id, currency),
  FOREIGN KEY (method_id, zone_id) REFERENCES method_zone ON DELETE CASCADE
);

-- The steps of a rate in ascending order. The last may be open: its up_to is null. Grams or minor units, by the rate's basis.
CREATE TABLE rate_step (
  method_id uuid NOT NULL,
  zone_id uuid NOT NULL,
  currency text NOT NULL,
  position integer NOT NULL CHECK (position >= 0),
  up_to bigint CHECK (up_to >= 0),
  price bigint NOT NULL CHECK (price BETWEEN 0 AND 1000000000000000),
  PRIMARY KEY (method_id, zone_id, currency, position),
  FOREIGN KEY (method_id, zone_id, currency) REFERENCES rate ON DELETE CASCADE
);
