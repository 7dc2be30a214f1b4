-- What people ask of the shop about their own data. Outlives them, hence no foreign keys to them; names and addresses nobody.
CREATE TABLE data_request (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('EXPORT', 'ERASURE')),
  status text NOT NULL CHECK (status IN ('RUNNING', 'READY', 'FETCHED', 'EXPIRED', 'DONE')),
  asked_by uuid NOT NULL,
  asked_at timestamptz NOT NULL,
  done_at timestamptz,
  -- Until when the file of an export can be fetched.
  ends_at timestamptz
);
-- Asking again while one runs is the same request.
CREATE UNIQUE INDEX data_request_running ON data_request (user_id, kind) WHERE status = 'RUNNING';
CREATE INDEX data_request_of_user ON data_request (user_id, id);

-- How far each service has come with it.
CREATE TABLE data_request_part (
  request_id uuid NOT NULL REFERENCES data_request ON DELETE CASCADE,
  service text NOT NULL,
  is_done boolean NOT NULL DEFAULT false,
  -- What it waits for; UNAVAILABLE when it did not answer.
  waits_for text,
  tried_at timestamptz,
  PRIMARY KEY (request_id, service)
);

INSERT INTO role_scope (role, scope) VALUES
  ('admin', 'persons:export:any'),
  ('admin', 'persons:erase:any');
