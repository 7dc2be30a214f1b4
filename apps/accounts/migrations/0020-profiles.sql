-- `version` counts the changes of the profile; the avatar has an id of its own with each picture.
ALTER TABLE user_account
  ADD COLUMN phone text CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
  ADD COLUMN birthday date CHECK (birthday >= '1900-01-01'),
  ADD COLUMN locale text NOT NULL DEFAULT 'EN' CHECK (locale IN ('EN', 'RU')),
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN avatar_id uuid;
