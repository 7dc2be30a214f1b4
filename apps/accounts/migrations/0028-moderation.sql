-- Publishing takes another scope than writing: a manager proposes, a moderator decides.
INSERT INTO role_scope (role, scope) VALUES
  ('moderator', 'catalog:moderate:any'),
  ('admin', 'catalog:moderate:any');

UPDATE role SET description = 'Watches over what customers write, and decides which products are published.' WHERE name = 'moderator';
