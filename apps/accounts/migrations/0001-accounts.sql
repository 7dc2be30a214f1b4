CREATE TABLE user_account (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE CHECK (email = lower(btrim(email)) AND length(email) <= 254),
  display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 80),
  password_hash text NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'blocked')),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE role (name text PRIMARY KEY, description text NOT NULL);

CREATE TABLE role_scope (
  role text NOT NULL REFERENCES role (name) ON DELETE CASCADE,
  scope text NOT NULL CHECK (scope ~ '^[a-z]+:[a-z]+:(own|any)$'),
  PRIMARY KEY (role, scope)
);

CREATE TABLE role_assignment (
  user_id uuid NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
  role text NOT NULL REFERENCES role (name),
  assigned_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, role)
);

-- Kept for a while after it has ended; the times are those of the service, which also decides by them.
CREATE TABLE session (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
  started_at timestamptz NOT NULL,
  last_used_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_reason text,
  user_agent text,
  ip_prefix text,
  CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX session_of_user ON session (user_id, id);

-- Never the token itself. Used ones stay as long as their session: that is how a stolen one is recognised.
CREATE TABLE refresh_token (
  hash bytea PRIMARY KEY CHECK (length(hash) = 32),
  session_id uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  issued_at timestamptz NOT NULL,
  rotated_at timestamptz
);
CREATE INDEX refresh_token_of_session ON refresh_token (session_id);
-- At most one token of a session can be exchanged.
CREATE UNIQUE INDEX refresh_token_unused ON refresh_token (session_id) WHERE rotated_at IS NULL;

-- Who did what; no secrets, no addresses. Outlives the users it tells of, hence no foreign keys.
CREATE TABLE security_event (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  kind text NOT NULL,
  actor_id uuid,
  session_id uuid,
  ip_prefix text,
  request_id text
);
CREATE INDEX security_event_of_actor ON security_event (actor_id, at);
REVOKE UPDATE, DELETE ON security_event FROM tovar_accounts;
