-- What one transaction tells may have been told in several traces.
DROP FUNCTION store_events(text, text, jsonb);
CREATE FUNCTION store_events(source text, events jsonb) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = platform, pg_temp AS $$
  INSERT INTO pending_event (id, type, source, subject, traceparent, data)
  SELECT e.id, e.type, store_events.source, e.subject, e.traceparent, e.data
    FROM ROWS FROM (jsonb_to_recordset(events) AS (id uuid, type text, subject text, traceparent text, data jsonb))
         WITH ORDINALITY AS e(id, type, subject, traceparent, data, place)
   ORDER BY e.place
$$;
