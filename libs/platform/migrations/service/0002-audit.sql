-- How far the auditor has come with each invariant, and what it found. A finding is kept once and never changed.
CREATE TABLE audit_progress (
  invariant text PRIMARY KEY,
  -- Where its next round goes on, in the invariant's own words; null before the first round.
  reached text,
  begun_at timestamptz NOT NULL
);

CREATE TABLE audit_finding (
  invariant text NOT NULL,
  subject text NOT NULL,
  problem text NOT NULL,
  found_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (invariant, subject, problem)
);

DO $$ BEGIN
  EXECUTE format('REVOKE UPDATE, DELETE ON audit_finding FROM %I', 'tovar_' || replace(current_schema(), '-', '_'));
END $$;
