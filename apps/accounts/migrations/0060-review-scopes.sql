-- Who writes reviews and comments, who moderates them, and who decides how the shop handles them.
INSERT INTO role_scope (role, scope) VALUES
  ('customer', 'reviews:write:own'),
  ('support', 'reviews:write:own'),
  ('moderator', 'reviews:write:own'),
  ('moderator', 'reviews:moderate:any'),
  ('manager', 'reviews:write:own'),
  ('manager', 'reviews:manage:any'),
  ('admin', 'reviews:write:own'),
  ('admin', 'reviews:moderate:any'),
  ('admin', 'reviews:manage:any');
