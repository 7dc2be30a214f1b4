-- What is known about each kind of product. The values stay on the product, so that it is shown without a join.

CREATE TABLE product_type (
  id uuid PRIMARY KEY,
  code text NOT NULL UNIQUE,
  name_en text NOT NULL,
  name_ru text NOT NULL,
  version integer NOT NULL
);

CREATE TABLE product_attribute (
  product_type_id uuid NOT NULL REFERENCES product_type,
  code text NOT NULL,
  -- Order among the attributes of the type.
  position integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('TEXT', 'NUMBER', 'BOOLEAN', 'CHOICE', 'COLOUR', 'DATE')),
  label jsonb NOT NULL,
  -- What a number is counted in.
  unit jsonb,
  is_required boolean NOT NULL,
  is_filterable boolean NOT NULL,
  -- What a choice or a colour can be: [{"value": "red", "text": {"en": "Red", "ru": "Красный"}, "hex": "#c93f3d"}].
  choices jsonb NOT NULL,
  -- Present when the attribute depends on another one: {"code": "material", "values": ["steel"]}.
  only_with jsonb,
  PRIMARY KEY (product_type_id, code)
);

ALTER TABLE product ADD COLUMN product_type_id uuid REFERENCES product_type;
CREATE INDEX product_of_type ON product (product_type_id);
