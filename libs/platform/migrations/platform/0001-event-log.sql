-- The log's table is the outbox itself: the writer inserts, the sequencer gives each committed event its position.
CREATE TABLE event (
  id uuid PRIMARY KEY,
  entry bigint GENERATED ALWAYS AS IDENTITY,
  position bigint,
  type text NOT NULL,
  source text NOT NULL,
  subject text NOT NULL,
  time timestamptz NOT NULL DEFAULT clock_timestamp(),
  traceparent text NOT NULL,
  data jsonb NOT NULL
);
CREATE UNIQUE INDEX event_position ON event (position);
CREATE INDEX event_unsequenced ON event (entry) WHERE position IS NULL;
CREATE INDEX event_subject ON event (subject, position);
CREATE INDEX event_time ON event (time);

CREATE TABLE log_head (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), position bigint NOT NULL);
INSERT INTO log_head (position) VALUES (0);

CREATE TABLE consumer_group (name text PRIMARY KEY, position bigint NOT NULL, moved_at timestamptz NOT NULL DEFAULT now());

-- Gives positions to committed events, one caller at a time (the row lock on log_head), in the order of their entry.
-- A later event of an aggregate is written after the earlier one committed, so whoever sees it sees the earlier too.
-- A slow transaction's events get their positions when it commits: behind, never skipped. Hence `position > last` is safe
-- for readers, while `entry > last` would lose events.
CREATE FUNCTION sequence_events(batch integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = platform AS $$
DECLARE
  head bigint;
  sequenced integer;
BEGIN
  PERFORM FROM event WHERE position IS NULL LIMIT 1;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  SELECT position INTO head FROM log_head FOR UPDATE;
  UPDATE event SET position = head + fresh.place
    FROM (SELECT id, row_number() OVER (ORDER BY entry) AS place
            FROM (SELECT id, entry FROM event WHERE position IS NULL ORDER BY entry LIMIT batch) AS waiting) AS fresh
   WHERE event.id = fresh.id;
  GET DIAGNOSTICS sequenced = ROW_COUNT;
  IF sequenced > 0 THEN
    UPDATE log_head SET position = head + sequenced;
    PERFORM pg_notify('tovar_log', (head + sequenced)::text);
  END IF;
  RETURN sequenced;
END $$;
