/**
 * Every service that a purchase reaches by messages: catalogue's rules alone refuse most of what comes twice, and only a second
 * effect that takes place is one to be noticed.
 */
const CONSUMERS = ['analytics', 'cart', 'catalog', 'notifications', 'orders', 'payments', 'reviews', 'shipping'];

/** Mistakes in the database's own rules, each as the statements that make it. */
export const MUTATED_DATABASE = {
  /** One cart can become two orders. */
  noUniqueIndex: 'DROP INDEX orders.one_order_of_a_cart',

  /** Nobody remembers what was handled: a message that comes twice takes effect twice. */
  noInbox: CONSUMERS.map((service) => `ALTER TABLE ${service}.inbox DROP CONSTRAINT inbox_pkey`).join(';'),

  /** The log goes on behind the last number it has seen, in the order of insertion: slow writers are passed over. */
  outboxReadById: `
    CREATE OR REPLACE FUNCTION platform.sequence_events(batch integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = platform, pg_temp AS $$
    DECLARE
      head bigint;
      last bigint;
    BEGIN
      SELECT position INTO head FROM log_head FOR UPDATE;
      WITH taken AS (
        DELETE FROM pending_event
         WHERE entry = ANY (ARRAY(SELECT entry FROM pending_event WHERE entry > head ORDER BY entry LIMIT batch))
        RETURNING *
      ), appended AS (
        INSERT INTO log_entry (position, entry, id, type, source, subject, time, traceparent, data)
        SELECT entry, entry, id, type, source, subject, time, traceparent, data FROM taken
      )
      SELECT max(entry) INTO last FROM taken;
      IF last IS NULL THEN
        RETURN 0;
      END IF;
      UPDATE log_head SET position = last;
      PERFORM pg_notify('tovar_log', last::text);
      RETURN 1;
    END $$`,
} as const;
