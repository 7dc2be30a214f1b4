-- What the shop's owners have decided about reviews. One row.
CREATE TABLE review_rules (
  is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  who_may_review text NOT NULL DEFAULT 'EVERYBODY' CHECK (who_may_review IN ('EVERYBODY', 'BUYERS')),
  publishing text NOT NULL DEFAULT 'AFTER_APPROVAL' CHECK (publishing IN ('AFTER_APPROVAL', 'AT_ONCE')),
  version integer NOT NULL DEFAULT 1
);
INSERT INTO review_rules DEFAULT VALUES;

-- What catalog has told of products.
CREATE TABLE known_product (
  product_id uuid PRIMARY KEY,
  version integer NOT NULL,
  is_published boolean NOT NULL
);

-- Who ordered what, as orders tells it. Guests cannot review, so theirs are not here.
CREATE TABLE purchase (
  order_id uuid NOT NULL,
  product_id uuid NOT NULL,
  customer_id uuid NOT NULL,
  is_paid boolean NOT NULL DEFAULT false,
  PRIMARY KEY (order_id, product_id)
);
CREATE INDEX purchase_paid ON purchase (customer_id, product_id) WHERE is_paid;

CREATE TABLE review (
  id uuid PRIMARY KEY,
  product_id uuid NOT NULL REFERENCES known_product,
  author_id uuid NOT NULL,
  rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
  title text NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 5000),
  pictures uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(pictures) <= 6),
  status text NOT NULL CHECK (status IN ('PENDING', 'APPROVED', 'REJECTED')),
  rejection_reason text CHECK ((rejection_reason IS NOT NULL) = (status = 'REJECTED')),
  -- Both are counted in the transaction that adds or removes a row.
  likes integer NOT NULL DEFAULT 0 CHECK (likes >= 0),
  comments integer NOT NULL DEFAULT 0 CHECK (comments >= 0),
  -- Counts edits and decisions, not likes and comments.
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  edited_at timestamptz,
  CONSTRAINT review_once UNIQUE (author_id, product_id)
);
CREATE INDEX review_helpful ON review (product_id, likes DESC, id DESC) WHERE status = 'APPROVED';
CREATE INDEX review_newest ON review (product_id, id DESC) WHERE status = 'APPROVED';
CREATE INDEX review_by_rating ON review (product_id, rating, id) WHERE status = 'APPROVED';
CREATE INDEX review_of_author ON review (author_id, id DESC);
CREATE INDEX review_to_decide ON review (status, id) WHERE status <> 'APPROVED';

-- How many approved reviews gave each number of stars. Writers of one product wait for each other here, so nothing is lost.
CREATE TABLE product_rating (
  product_id uuid PRIMARY KEY,
  one integer NOT NULL DEFAULT 0 CHECK (one >= 0),
  two integer NOT NULL DEFAULT 0 CHECK (two >= 0),
  three integer NOT NULL DEFAULT 0 CHECK (three >= 0),
  four integer NOT NULL DEFAULT 0 CHECK (four >= 0),
  five integer NOT NULL DEFAULT 0 CHECK (five >= 0)
) WITH (fillfactor = 50);

CREATE TABLE review_like (
  review_id uuid NOT NULL REFERENCES review ON DELETE CASCADE,
  user_id uuid NOT NULL,
  PRIMARY KEY (review_id, user_id)
);

CREATE TABLE comment (
  id uuid PRIMARY KEY,
  review_id uuid NOT NULL REFERENCES review ON DELETE CASCADE,
  parent_id uuid REFERENCES comment ON DELETE CASCADE,
  depth smallint NOT NULL CHECK (depth BETWEEN 1 AND 4 AND (depth = 1) = (parent_id IS NULL)),
  author_id uuid NOT NULL,
  -- Written by somebody who looks after reviews: the shop's own answer.
  is_by_staff boolean NOT NULL,
  -- Nothing is left of what its author has deleted but its place in the thread.
  text text CHECK (length(text) BETWEEN 1 AND 2000),
  status text NOT NULL CHECK (status IN ('VISIBLE', 'HIDDEN', 'DELETED')),
  likes integer NOT NULL DEFAULT 0 CHECK (likes >= 0),
  -- Direct answers, whatever has become of them.
  replies integer NOT NULL DEFAULT 0 CHECK (replies >= 0),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL,
  edited_at timestamptz,
  CHECK ((text IS NULL) = (status = 'DELETED'))
);
CREATE INDEX comment_of_review ON comment (review_id, id) WHERE parent_id IS NULL;
CREATE INDEX comment_of_comment ON comment (parent_id, id) WHERE parent_id IS NOT NULL;

CREATE TABLE comment_like (
  comment_id uuid NOT NULL REFERENCES comment ON DELETE CASCADE,
  user_id uuid NOT NULL,
  PRIMARY KEY (comment_id, user_id)
);

-- Who decided what about a review or comment, and why. Outlives what it tells of, hence no foreign keys.
CREATE TABLE moderation_decision (
  id uuid PRIMARY KEY,
  review_id uuid NOT NULL,
  comment_id uuid,
  decision text NOT NULL CHECK (decision IN ('APPROVE', 'REJECT')),
  actor_id uuid NOT NULL,
  reason text,
  decided_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX moderation_decision_of_review ON moderation_decision (review_id, id DESC);
REVOKE UPDATE, DELETE ON moderation_decision FROM tovar_reviews;

-- What somebody thinks is abuse; once for each person and thing. A decision about the thing settles all of them.
CREATE TABLE abuse_report (
  id uuid PRIMARY KEY,
  review_id uuid NOT NULL REFERENCES review ON DELETE CASCADE,
  comment_id uuid REFERENCES comment ON DELETE CASCADE,
  reporter_id uuid NOT NULL,
  reason text NOT NULL CHECK (reason IN ('SPAM', 'OFFENSIVE', 'OFF_TOPIC', 'FALSE', 'PRIVACY')),
  note text CHECK (length(note) BETWEEN 1 AND 1000),
  reported_at timestamptz NOT NULL,
  settled_at timestamptz,
  CONSTRAINT abuse_report_once UNIQUE NULLS NOT DISTINCT (review_id, comment_id, reporter_id)
);
CREATE INDEX abuse_report_open ON abuse_report (id) WHERE settled_at IS NULL;
