-- Files of products on their way into the catalogue.

CREATE TABLE product_import (
  id uuid PRIMARY KEY,
  manager_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('WAITING', 'RUNNING', 'COMPLETED', 'STOPPED', 'CANCELLED')),
  -- Where the file store keeps the file; null when it is not kept any more.
  file text,
  format text NOT NULL CHECK (format IN ('CSV', 'JSONL')),
  size_bytes bigint NOT NULL,
  is_dry_run boolean NOT NULL,
  on_error text NOT NULL CHECK (on_error IN ('STOP', 'SKIP')),
  -- What the manager might do when it was started.
  may_publish boolean NOT NULL,
  may_count boolean NOT NULL,
  -- Everything before this place is done. It moves in the transaction that does it, so nothing is done twice.
  next_byte bigint NOT NULL,
  next_line integer NOT NULL,
  counts jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz
);
CREATE INDEX product_import_with_file ON product_import (ended_at) WHERE file IS NOT NULL;

CREATE TABLE product_import_error (
  import_id uuid NOT NULL REFERENCES product_import,
  position bigint GENERATED ALWAYS AS IDENTITY,
  line integer NOT NULL,
  column_name text,
  code text NOT NULL,
  message text NOT NULL,
  PRIMARY KEY (import_id, position)
);

-- Which slugs and SKUs a file has had so far, so that a second one is refused also in a dry run. Kept until the import ends.
CREATE TABLE product_import_key (
  import_id uuid NOT NULL REFERENCES product_import,
  key text NOT NULL,
  PRIMARY KEY (import_id, key)
);
