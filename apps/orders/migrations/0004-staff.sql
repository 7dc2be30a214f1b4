-- Each rebuild of the views takes a number of its own, so that two at a time do not meet.
CREATE SEQUENCE order_view_generations START 2;

-- Who mended what, and why; what was done to one order is in its history. Written once.
CREATE TABLE order_repair (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  actor_id uuid NOT NULL,
  action text NOT NULL,
  reason text NOT NULL,
  -- What exactly.
  details jsonb NOT NULL,
  trace_id text NOT NULL
);
REVOKE UPDATE, DELETE ON order_repair FROM tovar_orders;

-- An order can be shown as it was: each entry says all that has changed since the placing.
ALTER TABLE order_history
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN cancel_reason text,
  ADD COLUMN refunded_minor bigint NOT NULL DEFAULT 0,
  ADD COLUMN attention text;
