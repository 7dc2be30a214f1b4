-- What is read of orders: a fold of "order.changed.v1", written in the transaction that tells it. A generation is one whole
-- fold; the next is built beside the live one and takes its place.
CREATE TABLE order_view (
  generation integer NOT NULL,
  order_id uuid NOT NULL,
  -- What an order has from the beginning and never loses, copied here to be searched for.
  order_number text NOT NULL,
  customer_id uuid,
  email text,
  placed_at timestamptz NOT NULL,
  total_minor bigint NOT NULL,
  currency text NOT NULL,
  -- What is folded.
  version integer NOT NULL,
  changed_at timestamptz NOT NULL,
  status text NOT NULL,
  payment_status text NOT NULL,
  fulfillment_status text NOT NULL,
  return_status text NOT NULL,
  cancel_reason text,
  attention text,
  refunded_minor bigint NOT NULL,
  payment_url text,
  is_cancellable boolean NOT NULL,
  shortages jsonb NOT NULL,
  rejected_promotion text,
  PRIMARY KEY (generation, order_id)
);

CREATE TABLE order_view_generation (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), live integer NOT NULL);
INSERT INTO order_view_generation (live) VALUES (1);
REVOKE INSERT, DELETE ON order_view_generation FROM tovar_orders;

-- Lists are in the order of placing unless they are told otherwise; a filter that leaves few has an index of its own.
CREATE INDEX order_view_placed ON order_view (generation, placed_at, order_id);
CREATE INDEX order_view_of_customer ON order_view (generation, customer_id, placed_at, order_id) WHERE customer_id IS NOT NULL;
CREATE INDEX order_view_of_email ON order_view (generation, email, placed_at, order_id) WHERE email IS NOT NULL;
CREATE INDEX order_view_number ON order_view (generation, order_number);
CREATE INDEX order_view_status ON order_view (generation, status, placed_at, order_id);
CREATE INDEX order_view_payment ON order_view (generation, payment_status, placed_at, order_id);
CREATE INDEX order_view_fulfillment ON order_view (generation, fulfillment_status, placed_at, order_id);
CREATE INDEX order_view_return ON order_view (generation, return_status, placed_at, order_id) WHERE return_status <> 'NONE';
CREATE INDEX order_view_attention ON order_view (generation, placed_at, order_id) WHERE attention IS NOT NULL;
CREATE INDEX order_view_total ON order_view (generation, currency, total_minor, order_id);

DROP INDEX orders_of_customer;
DROP INDEX orders_needing_attention;
