-- Draft, proposed, published, archived; and who decided what, when and why.

ALTER TABLE product DROP CONSTRAINT product_status_check;
ALTER TABLE product ADD CONSTRAINT product_status_check CHECK (status IN ('DRAFT', 'PROPOSED', 'PUBLISHED', 'ARCHIVED'));
CREATE INDEX product_proposed ON product (id) WHERE status = 'PROPOSED';

-- Each decision made one version of its product.
CREATE TABLE product_decision (
  product_id uuid NOT NULL REFERENCES product,
  version integer NOT NULL,
  decision text NOT NULL CHECK (decision IN ('PROPOSE', 'WITHDRAW', 'PUBLISH', 'REJECT', 'UNPUBLISH', 'ARCHIVE', 'RESTORE')),
  actor_id uuid NOT NULL,
  reason text,
  decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (product_id, version)
);
REVOKE UPDATE, DELETE ON product_decision FROM tovar_catalog;
