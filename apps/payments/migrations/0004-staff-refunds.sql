-- What staff ask to give back. Above a limit it waits for another person; what is given has a fact under the key `operation`.
CREATE TABLE staff_refund (
  id uuid PRIMARY KEY,
  payment_id uuid NOT NULL REFERENCES payment (id),
  order_id uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency char(3) NOT NULL,
  reason text NOT NULL,
  status text NOT NULL CHECK (status IN ('WAITING', 'GIVEN', 'REJECTED')),
  operation text,
  asked_by uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  decided_by uuid,
  decided_at timestamptz,
  note text,
  CONSTRAINT decided_by_another CHECK (decided_by <> asked_by),
  CONSTRAINT given_under_a_key CHECK ((status = 'GIVEN') = (operation IS NOT NULL)),
  CONSTRAINT rejected_by_somebody CHECK (status <> 'REJECTED' OR decided_by IS NOT NULL)
);
CREATE INDEX staff_refund_of_payment ON staff_refund (payment_id, id);
CREATE INDEX staff_refund_waiting ON staff_refund (id) WHERE status = 'WAITING';
REVOKE DELETE ON staff_refund FROM tovar_payments;

-- What waits for a second person: not asked of the provider, and no longer to be asked for by others.
ALTER TABLE payment
  ADD COLUMN awaiting_minor bigint NOT NULL DEFAULT 0,
  ADD CONSTRAINT awaiting_at_most_what_was_captured CHECK (awaiting_minor BETWEEN 0 AND captured_minor);

-- Who did what with other people's money. Append-only.
CREATE TABLE payment_audit (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  kind text NOT NULL,
  actor_id uuid,
  payment_id uuid,
  session_id uuid,
  ip_prefix text,
  request_id text,
  details jsonb
);
CREATE INDEX payment_audit_of_payment ON payment_audit (payment_id, id);
REVOKE UPDATE, DELETE ON payment_audit FROM tovar_payments;
