-- Where the job queue is not in this database: jobs wait here until their time has come and the queue has acknowledged them.
CREATE TABLE outbox_job (
  entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id uuid NOT NULL,
  type text NOT NULL,
  data jsonb NOT NULL,
  traceparent text NOT NULL,
  run_at timestamptz NOT NULL,
  max_attempts integer NOT NULL,
  key text
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
CREATE INDEX outbox_job_due ON outbox_job (run_at);
CREATE INDEX outbox_job_key ON outbox_job (key) WHERE key IS NOT NULL;

-- Which job is the one of its key: a queue cannot take back what it was given, so whoever is to do a job looks here first.
CREATE TABLE job_key (key text PRIMARY KEY, job_id uuid NOT NULL);

-- Jobs that nothing helped, until somebody has mended the cause and drives them again.
CREATE TABLE dead_job (
  id uuid PRIMARY KEY,
  type text NOT NULL,
  data jsonb NOT NULL,
  traceparent text NOT NULL,
  attempts integer NOT NULL,
  max_attempts integer NOT NULL,
  error text NOT NULL,
  died_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX dead_job_age ON dead_job (died_at, id);
