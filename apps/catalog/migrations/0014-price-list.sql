-- A price may begin later and end by itself: the newest entry whose time it is, is the price.
ALTER TABLE price ADD COLUMN valid_to timestamptz CHECK (valid_to > valid_from);
ALTER TABLE price DROP CONSTRAINT price_pkey;
ALTER TABLE price ADD PRIMARY KEY (variant_id, currency, valid_from) INCLUDE (amount_minor, tax_included, valid_to);
