-- The trace in which the order was placed (W3C traceparent): what a provider or a deadline brings about later goes on with it.
ALTER TABLE orders ADD COLUMN traceparent text;
