-- Events wait for their position in a small table that is emptied all the time; the log itself is only appended to. Had they
-- waited in the log, dead versions of its rows would make finding the next ones slower with each event ever told.
CREATE TABLE pending_event (
  entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL,
  type text NOT NULL,
  source text NOT NULL,
  subject text NOT NULL,
  time timestamptz NOT NULL DEFAULT clock_timestamp(),
  traceparent text NOT NULL,
  data jsonb NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

ALTER TABLE event RENAME TO log_entry;
ALTER TABLE log_entry ALTER COLUMN entry DROP IDENTITY;
DROP INDEX event_unsequenced;

SELECT setval(pg_get_serial_sequence('pending_event', 'entry'), (SELECT coalesce(max(entry), 0) + 1 FROM log_entry), false);
INSERT INTO pending_event (id, type, source, subject, time, traceparent, data)
SELECT id, type, source, subject, time, traceparent, data FROM log_entry WHERE position IS NULL ORDER BY entry;
DELETE FROM log_entry WHERE position IS NULL;
ALTER TABLE log_entry ALTER COLUMN position SET NOT NULL;

-- All that was told and committed, with or without a position; for people and for tests.
CREATE VIEW event AS
SELECT entry, position, id, type, source, subject, time, traceparent, data FROM log_entry
UNION ALL
SELECT entry, NULL, id, type, source, subject, time, traceparent, data FROM pending_event;

-- The only way into the log, for every service's role: it can tell, and neither read nor change what was told.
CREATE FUNCTION store_events(source text, traceparent text, events jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = platform, pg_temp AS $$
  INSERT INTO pending_event (id, type, source, subject, traceparent, data)
  SELECT e.id, e.type, store_events.source, e.subject, store_events.traceparent, e.data
    FROM ROWS FROM (jsonb_to_recordset(events) AS (id uuid, type text, subject text, data jsonb))
         WITH ORDINALITY AS e(id, type, subject, data, place)
   ORDER BY e.place
$$;

-- As in 0001, by moving the rows: one caller at a time, in the order of entry, all that is committed and none that is not.
CREATE OR REPLACE FUNCTION sequence_events(batch integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = platform, pg_temp AS $$
DECLARE
  head bigint;
  sequenced integer;
BEGIN
  PERFORM FROM pending_event LIMIT 1;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  SELECT position INTO head FROM log_head FOR UPDATE;
  WITH taken AS (
    DELETE FROM pending_event
     WHERE entry = ANY (ARRAY(SELECT entry FROM pending_event ORDER BY entry LIMIT batch))
    RETURNING *
  ), appended AS (
    INSERT INTO log_entry (position, entry, id, type, source, subject, time, traceparent, data)
    SELECT head + row_number() OVER (ORDER BY entry), entry, id, type, source, subject, time, traceparent, data FROM taken
    -- An id that is told twice is one event; it must not keep all others from their positions.
    ON CONFLICT (id) DO NOTHING
  )
  SELECT count(*) INTO sequenced FROM taken;
  IF sequenced > 0 THEN
    UPDATE log_head SET position = head + sequenced;
    PERFORM pg_notify('tovar_log', (head + sequenced)::text);
  END IF;
  RETURN sequenced;
END $$;
