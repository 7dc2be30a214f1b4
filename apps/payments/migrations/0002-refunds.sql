-- What somebody refunds by hand at the provider comes beside what we ask for, so each is limited by itself: our own
-- refunds that run at once cannot exceed the capture together.
ALTER TABLE payment DROP CONSTRAINT refunded_at_most_what_was_captured;
ALTER TABLE payment RENAME COLUMN reserved_minor TO asked_back_minor;
UPDATE payment SET asked_back_minor = (
  SELECT COALESCE(sum(latest.amount_minor), 0) FROM (
    SELECT DISTINCT ON (idempotency_key) amount_minor, state FROM payment_transaction t
     WHERE t.payment_id = payment.id AND t.type = 'REFUND' AND t.idempotency_key NOT LIKE '%:%'
     ORDER BY idempotency_key, array_position(ARRAY['SUCCEEDED', 'FAILED', 'PENDING', 'REQUESTED'], state)) AS latest
   WHERE latest.state <> 'FAILED');
ALTER TABLE payment
  ADD CONSTRAINT refunded_at_most_what_was_captured CHECK (refunded_minor <= captured_minor),
  ADD CONSTRAINT asked_back_at_most_what_was_captured CHECK (asked_back_minor <= captured_minor);
