-- What went to a provider under a key, as a digest: a receipt's address is asked for each time, and may be gone the next time.
CREATE TABLE sent_request (
  key text PRIMARY KEY,
  digest bytea NOT NULL,
  sent_at timestamptz NOT NULL DEFAULT now()
);
