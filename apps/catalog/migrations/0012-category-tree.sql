-- Categories are edited, moved and removed; an edit says which version it is based on.
ALTER TABLE category ADD COLUMN version integer NOT NULL DEFAULT 1;
