-- Why somebody has to look at a payment; cleared by whoever has looked.
ALTER TABLE payment ADD COLUMN attention text, ADD COLUMN attention_since timestamptz;
CREATE INDEX payment_for_attention ON payment (id) WHERE attention IS NOT NULL;

-- The order in which notifications came in.
ALTER TABLE webhook ADD COLUMN entry bigint GENERATED ALWAYS AS IDENTITY;
CREATE UNIQUE INDEX webhook_by_entry ON webhook (entry);
CREATE INDEX webhook_by_time ON webhook (received_at);

-- What became of a notification; one without a row is still waiting.
CREATE TABLE webhook_outcome (
  provider text NOT NULL,
  event_id text NOT NULL,
  state text NOT NULL CHECK (state IN ('HANDLED', 'FAILED', 'IGNORED')),
  attempts int NOT NULL DEFAULT 1,
  error text,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (provider, event_id),
  FOREIGN KEY (provider, event_id) REFERENCES webhook ON DELETE CASCADE
);

-- The service itself can delete no notification; this deletes those that nobody needs any more, a batch at a time.
CREATE FUNCTION purge_webhooks(kept_days int) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  WITH purged AS (
    DELETE FROM webhook WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM webhook WHERE received_at < now() - greatest(kept_days, 7) * interval '1 day' LIMIT 5000))
    RETURNING 1)
  SELECT count(*) FROM purged
$$;
