-- Stock: what there is, what is promised, and every change of it.

CREATE TABLE stock (
  variant_id uuid PRIMARY KEY REFERENCES variant,
  on_hand integer NOT NULL DEFAULT 0 CHECK (on_hand >= 0),
  -- Held for orders that are not paid yet.
  reserved integer NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  -- Sold, and not shipped yet.
  allocated integer NOT NULL DEFAULT 0 CHECK (allocated >= 0),
  available integer NOT NULL GENERATED ALWAYS AS (on_hand - reserved - allocated) STORED CHECK (available >= 0)
) WITH (fillfactor = 70);

-- The ledger: the sums of a variant's rows are its stock. A change that is told twice breaks on the unique key.
CREATE TABLE stock_movement (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  variant_id uuid NOT NULL REFERENCES variant,
  kind text NOT NULL CHECK (kind IN ('INITIAL', 'RECEIVED', 'CORRECTED', 'RESERVED', 'RELEASED', 'EXPIRED', 'ALLOCATED')),
  -- What caused it, for example order:<id>, and which line of that.
  source text NOT NULL,
  source_line text NOT NULL,
  on_hand_change integer NOT NULL,
  reserved_change integer NOT NULL,
  allocated_change integer NOT NULL,
  reason text,
  moved_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (source, source_line, kind)
);
CREATE INDEX stock_movement_variant ON stock_movement (variant_id, id);
REVOKE UPDATE, DELETE ON stock_movement FROM tovar_catalog;

-- One for each order that asked for stock. RELEASED without lines remembers a release that came before its request.
CREATE TABLE stock_reservation (
  order_id uuid PRIMARY KEY,
  state text NOT NULL CHECK (state IN ('RESERVED', 'ALLOCATED', 'RELEASED', 'EXPIRED')),
  expires_at timestamptz
);

CREATE TABLE stock_reservation_line (
  order_id uuid NOT NULL REFERENCES stock_reservation,
  variant_id uuid NOT NULL REFERENCES variant,
  quantity integer NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (order_id, variant_id)
);
