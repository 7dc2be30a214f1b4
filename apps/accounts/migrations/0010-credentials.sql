-- `credentials_version` counts the changes of password and address: a link of an earlier version is worth nothing.
ALTER TABLE user_account
  ADD COLUMN email_verified_at timestamptz,
  ADD COLUMN credentials_version integer NOT NULL DEFAULT 1;
-- Accounts of before could be used at once.
UPDATE user_account SET email_verified_at = created_at;

-- Who wants an account and has not yet shown that the address is theirs. Several may want the same address.
CREATE TABLE registration (
  id uuid PRIMARY KEY,
  email text NOT NULL CHECK (email = lower(btrim(email)) AND length(email) <= 254),
  display_name text NOT NULL CHECK (length(display_name) BETWEEN 1 AND 80),
  password_hash text NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
  locale text NOT NULL CHECK (locale IN ('EN', 'RU')),
  link_hash bytea NOT NULL UNIQUE CHECK (length(link_hash) = 32),
  started_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL
);
CREATE INDEX registration_of_email ON registration (email, started_at);
CREATE INDEX registration_by_end ON registration (ends_at);

-- What a mailed link may do, once. Never the token itself.
CREATE TABLE credential_link (
  hash bytea PRIMARY KEY CHECK (length(hash) = 32),
  user_id uuid NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
  purpose text NOT NULL CHECK (purpose IN ('reset-password', 'change-email')),
  credentials_version integer NOT NULL,
  new_email text,
  ends_at timestamptz NOT NULL,
  CHECK ((purpose = 'change-email') = (new_email IS NOT NULL))
);
CREATE INDEX credential_link_of_user ON credential_link (user_id);
