-- What the probe's consumers did, in order.
CREATE TABLE effect (place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id uuid NOT NULL, subject text NOT NULL);
