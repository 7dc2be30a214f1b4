CREATE SEQUENCE order_number START 100001;

CREATE TABLE orders (
  id uuid PRIMARY KEY,
  order_number text NOT NULL UNIQUE,
  -- One cart becomes one order at most, whatever keys its requests carry.
  cart_id uuid NOT NULL UNIQUE,
  customer_id uuid,
  guest_token_hash text,
  guest_token_expires_at timestamptz,
  email text,
  placed_at timestamptz NOT NULL,
  total_minor bigint NOT NULL CHECK (total_minor >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  payment_id uuid NOT NULL UNIQUE,
  version integer NOT NULL CHECK (version > 0),
  payment_status text NOT NULL CHECK (payment_status IN (
    'NOT_PAID', 'PENDING', 'AUTHORIZED', 'PARTIALLY_PAID', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'FAILED')),
  fulfillment_status text NOT NULL CHECK (fulfillment_status IN (
    'UNFULFILLED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'PARTIALLY_DELIVERED', 'DELIVERED')),
  return_status text NOT NULL CHECK (return_status IN ('NONE', 'REQUESTED', 'PARTIALLY_RETURNED', 'RETURNED')),
  is_stock_held boolean NOT NULL,
  cancel_reason text,
  refunds jsonb NOT NULL,
  attention text,
  -- The saga's state: it moves in the same transaction as the order.
  checkout jsonb NOT NULL,
  CHECK ((guest_token_hash IS NULL) = (guest_token_expires_at IS NULL)),
  CHECK ((customer_id IS NULL) = (guest_token_hash IS NOT NULL))
);
CREATE INDEX orders_of_customer ON orders (customer_id, id DESC) WHERE customer_id IS NOT NULL;
CREATE INDEX orders_needing_attention ON orders (id) WHERE attention IS NOT NULL;

-- What was bought, as it was then; nothing is recomputed later.
CREATE TABLE order_line (
  order_id uuid NOT NULL REFERENCES orders,
  position integer NOT NULL,
  variant_id uuid NOT NULL,
  product_id uuid NOT NULL,
  sku text NOT NULL,
  name jsonb NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  unit_price_minor bigint NOT NULL CHECK (unit_price_minor >= 0),
  total_minor bigint NOT NULL,
  PRIMARY KEY (order_id, position),
  UNIQUE (order_id, variant_id),
  CHECK (total_minor = unit_price_minor * quantity)
);

-- Every change with its actor, time and reason, and how the order was behind it.
CREATE TABLE order_history (
  entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders,
  event text NOT NULL,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  reason text,
  status text NOT NULL,
  payment_status text NOT NULL,
  fulfillment_status text NOT NULL,
  return_status text NOT NULL
);
CREATE INDEX order_history_of_order ON order_history (order_id, entry);

REVOKE DELETE ON orders FROM tovar_orders;
REVOKE UPDATE, DELETE ON order_line, order_history FROM tovar_orders;
