-- Which refunds of staff are for goods that came back: shipping waits to hear what became of each. Written once.
CREATE TABLE return_refund (
  refund_id uuid PRIMARY KEY,
  return_id uuid NOT NULL,
  order_id uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency char(3) NOT NULL,
  asked_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX return_refund_of_order ON return_refund (order_id);
REVOKE UPDATE, DELETE ON return_refund FROM tovar_payments;
