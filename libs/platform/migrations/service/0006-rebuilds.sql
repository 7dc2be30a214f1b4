-- Which rebuild of a projection is the latest: one that was begun earlier ends as soon as it sees this.
CREATE TABLE projection_rebuild (projection text PRIMARY KEY, run uuid NOT NULL, begun_at timestamptz NOT NULL DEFAULT now());
