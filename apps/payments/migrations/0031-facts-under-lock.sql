-- A function's statement sees what has been committed when it begins, and not only what had been when its caller began: so
-- a caller that had to wait for a payment's lock reads with it the facts that were stored meanwhile.
CREATE FUNCTION facts_of_payment(id uuid) RETURNS json LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (
    SELECT coalesce(json_agg(json_build_object('id', t.id, 'type', t.type, 'state', t.state,
             'amountMinor', t.amount_minor::text, 'currency', t.currency, 'idempotencyKey', t.idempotency_key,
             'providerRef', t.provider_ref, 'reason', t.reason, 'at', t.created_at) ORDER BY t.entry), '[]')
      FROM payment_transaction t WHERE t.payment_id = facts_of_payment.id);
END $$;
