-- What else is shown beside a product, in order.
CREATE TABLE product_relation (
  product_id uuid NOT NULL REFERENCES product,
  kind text NOT NULL CHECK (kind IN ('SIMILAR', 'ACCESSORY')),
  position integer NOT NULL,
  related_id uuid NOT NULL REFERENCES product CHECK (related_id <> product_id),
  PRIMARY KEY (product_id, kind, position),
  UNIQUE (product_id, kind, related_id)
);
