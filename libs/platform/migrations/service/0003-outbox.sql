-- Where log and queue are not in this database: what the service tells and gives to do waits here, stored with its state,
-- until the log or the queue has acknowledged it. A relay takes all that is committed, in the order of entry, and deletes
-- it afterwards; it remembers no place, so nothing can commit behind it.
CREATE TABLE outbox_event (
  entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL,
  type text NOT NULL,
  subject text NOT NULL,
  time timestamptz NOT NULL DEFAULT clock_timestamp(),
  traceparent text NOT NULL,
  data jsonb NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
