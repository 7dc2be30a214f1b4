-- Only the hash: whoever reads this table can use no key. A key without conditions of its own has its owner's.
CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
  hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  prefix text NOT NULL CHECK (length(prefix) = 12),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX api_key_of_user ON api_key (user_id, id);

INSERT INTO role_scope (role, scope)
SELECT name, 'keys:manage:own' FROM role WHERE name IN ('moderator', 'support', 'manager', 'admin');
