-- Whoever gives events their positions reads them in the same turn: the others are notified, and read afterwards.
CREATE FUNCTION sequence_and_read(after bigint, batch integer) RETURNS SETOF log_entry
LANGUAGE plpgsql SECURITY DEFINER SET search_path = platform, pg_temp AS $$
BEGIN
  PERFORM sequence_events(batch);
  RETURN QUERY SELECT * FROM log_entry WHERE position > after ORDER BY position LIMIT batch;
END $$;
