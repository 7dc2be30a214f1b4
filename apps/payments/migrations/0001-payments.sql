-- What orders asked to have paid. `state`, `provider_ref` and the sums mirror the fold of payment_transaction, for queries
-- and constraints; they are written by the one function that stores transactions, and by nothing else.
CREATE TABLE payment (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL,
  order_number text NOT NULL,
  customer_id uuid,
  provider text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  currency char(3) NOT NULL,
  lines jsonb NOT NULL,
  return_url text NOT NULL,
  cancel_url text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN (
    'CREATED', 'REQUIRES_ACTION', 'PENDING', 'AUTHORIZED', 'CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DECLINED', 'CANCELLED', 'EXPIRED')),
  provider_ref text,
  redirect_url text,
  captured_minor bigint NOT NULL DEFAULT 0,
  refunded_minor bigint NOT NULL DEFAULT 0,
  -- Asked for and not yet settled: it is reserved, so that refunds that run at once cannot exceed the capture together.
  reserved_minor bigint NOT NULL DEFAULT 0,
  CONSTRAINT captured_at_most_once_in_full CHECK (captured_minor <= amount_minor),
  CONSTRAINT refunded_at_most_what_was_captured CHECK (refunded_minor + reserved_minor <= captured_minor),
  CONSTRAINT payment_of_provider UNIQUE (provider, provider_ref)
);
CREATE INDEX payment_of_order ON payment (order_id);
CREATE INDEX payment_of_customer ON payment (customer_id, id);

-- What was asked of the provider and what is known to have happened there. Append-only.
CREATE TABLE payment_transaction (
  id uuid PRIMARY KEY,
  entry bigint GENERATED ALWAYS AS IDENTITY,
  payment_id uuid NOT NULL REFERENCES payment (id),
  order_id uuid NOT NULL,
  type text NOT NULL CHECK (type IN ('AUTHORIZE', 'CAPTURE', 'VOID', 'REFUND', 'CHARGEBACK')),
  state text NOT NULL CHECK (state IN ('REQUESTED', 'PENDING', 'SUCCEEDED', 'FAILED')),
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  currency char(3) NOT NULL,
  idempotency_key text NOT NULL,
  provider_ref text,
  reason text,
  created_at timestamptz NOT NULL,
  CONSTRAINT told_once UNIQUE NULLS NOT DISTINCT (payment_id, type, idempotency_key, state, provider_ref)
);
CREATE INDEX payment_transaction_of_provider ON payment_transaction (provider_ref);
-- The last line against a double charge: an order is captured once, through whichever of its payments.
CREATE UNIQUE INDEX one_capture_per_order ON payment_transaction (order_id) WHERE type = 'CAPTURE' AND state = 'SUCCEEDED';

-- Notifications as they came, byte for byte. A second one under the same event or transmission is the first one again.
CREATE TABLE webhook (
  provider text NOT NULL,
  event_id text NOT NULL,
  transmission_id text NOT NULL,
  headers jsonb NOT NULL,
  body bytea NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (provider, event_id),
  UNIQUE (provider, transmission_id)
);

REVOKE UPDATE, DELETE ON payment_transaction, webhook FROM tovar_payments;
