-- Where other systems want to hear of what happens.
CREATE TABLE webhook_endpoint (
  id uuid PRIMARY KEY,
  url text NOT NULL,
  description text NOT NULL,
  -- Of which types; empty for all.
  events text[] NOT NULL,
  is_enabled boolean NOT NULL,
  -- True when its owner's server has said that it is gone.
  is_gone boolean NOT NULL DEFAULT false,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL
);

-- What its messages are signed with. Encrypted under a key that is not in this database.
CREATE TABLE webhook_secret (
  id uuid PRIMARY KEY,
  endpoint_id uuid NOT NULL REFERENCES webhook_endpoint ON DELETE CASCADE,
  sealed bytea NOT NULL,
  created_at timestamptz NOT NULL,
  -- Null for the one that counts; after a rotation both sign until then.
  ends_at timestamptz
);
CREATE UNIQUE INDEX webhook_secret_current ON webhook_secret (endpoint_id) WHERE ends_at IS NULL;

-- What is sent, as it is sent: the signature is of exactly this text.
CREATE TABLE webhook_message (
  id uuid PRIMARY KEY,
  type text NOT NULL,
  body text NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX webhook_message_age ON webhook_message (created_at);
CREATE INDEX notification_age ON notification USING brin (created_at);

-- One message for one endpoint.
CREATE TABLE webhook_delivery (
  id uuid PRIMARY KEY,
  endpoint_id uuid NOT NULL REFERENCES webhook_endpoint ON DELETE CASCADE,
  message_id uuid NOT NULL REFERENCES webhook_message ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('WAITING', 'DELIVERED', 'FAILED')),
  tries integer NOT NULL DEFAULT 0,
  -- How many of them came before it was last asked for by hand.
  tries_before integer NOT NULL DEFAULT 0,
  next_try_at timestamptz CHECK (next_try_at IS NULL OR state = 'WAITING'),
  created_at timestamptz NOT NULL,
  CONSTRAINT webhook_delivery_once UNIQUE (endpoint_id, message_id)
);
CREATE INDEX webhook_delivery_of_endpoint ON webhook_delivery (endpoint_id, id DESC);
CREATE INDEX webhook_delivery_of_message ON webhook_delivery (message_id);

-- The delivery log: what each try came to. Answers' bodies are not kept.
CREATE TABLE webhook_try (
  delivery_id uuid NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
  number integer NOT NULL,
  at timestamptz NOT NULL,
  duration_ms integer NOT NULL,
  status integer,
  failure text,
  PRIMARY KEY (delivery_id, number),
  CHECK ((status IS NULL) <> (failure IS NULL))
);
