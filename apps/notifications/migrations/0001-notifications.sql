-- What somebody was told: one row is one logical message, whichever ways it goes.
CREATE TABLE notification (
  id uuid PRIMARY KEY,
  -- A user, or for a guest the order that is theirs.
  recipient_id uuid NOT NULL,
  recipient_kind text NOT NULL CHECK (recipient_kind IN ('USER', 'GUEST')),
  type text NOT NULL,
  kind text NOT NULL,
  -- What happened, in a word that is the same however often it is told.
  fact text NOT NULL,
  particulars jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  is_in_app boolean NOT NULL,
  read_at timestamptz,
  mail text NOT NULL CHECK (mail IN ('NONE', 'WAITING', 'DIGEST', 'SENT', 'UNDELIVERABLE')),
  -- When its mail leaves together with others.
  digest_at timestamptz CHECK (digest_at IS NOT NULL OR mail <> 'DIGEST'),
  CONSTRAINT notification_once UNIQUE (recipient_id, kind, fact)
);
CREATE INDEX notification_inbox ON notification (recipient_id, id DESC) WHERE is_in_app;
CREATE INDEX notification_unread ON notification (recipient_id) WHERE is_in_app AND read_at IS NULL;
CREATE INDEX notification_digest ON notification (recipient_id, digest_at) WHERE mail = 'DIGEST';

-- What a person wants otherwise than it is by itself.
CREATE TABLE preference (
  user_id uuid NOT NULL,
  type text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('IN_APP', 'EMAIL')),
  is_on boolean NOT NULL,
  PRIMARY KEY (user_id, type, channel)
);

-- When a person wants their mail: at once, or everything of a day together at an hour of their own time.
CREATE TABLE mail_schedule (
  user_id uuid PRIMARY KEY,
  frequency text NOT NULL CHECK (frequency IN ('AT_ONCE', 'DAILY')),
  hour integer NOT NULL CHECK (hour BETWEEN 0 AND 23),
  time_zone text NOT NULL
);

-- Who wants to hear of a product: folded from what accounts tells.
CREATE TABLE favourite (
  product_id uuid NOT NULL,
  user_id uuid NOT NULL,
  PRIMARY KEY (product_id, user_id)
);
CREATE INDEX favourite_of_user ON favourite (user_id);
