ALTER TABLE role
  ADD COLUMN is_built_in boolean NOT NULL DEFAULT false,
  ADD COLUMN access_version integer NOT NULL DEFAULT 0;
UPDATE role SET is_built_in = true;
ALTER TABLE role_scope ADD COLUMN conditions jsonb CHECK (jsonb_typeof(conditions) = 'object');
ALTER TABLE user_account ADD COLUMN access_version integer NOT NULL DEFAULT 0;
CREATE INDEX role_assignment_of_role ON role_assignment (role, user_id);

-- One row: whoever changes what somebody may do takes the next number, and holds the row until the change is committed.
CREATE TABLE access_version (is_it boolean PRIMARY KEY DEFAULT true CHECK (is_it), number integer NOT NULL);
INSERT INTO access_version (number) VALUES (0);

-- Whom it was done to, where that is somebody else than who did it; and what exactly.
ALTER TABLE security_event ADD COLUMN subject_id uuid, ADD COLUMN details jsonb;
CREATE INDEX security_event_of_subject ON security_event (subject_id, id) WHERE subject_id IS NOT NULL;
CREATE INDEX security_event_by_actor ON security_event (actor_id, id);
DROP INDEX security_event_of_actor;
