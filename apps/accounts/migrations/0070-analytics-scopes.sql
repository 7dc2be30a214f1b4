-- Everybody sees what they have done themselves.
INSERT INTO role_scope (role, scope)
SELECT name, 'analytics:read:own' FROM role WHERE name IN ('customer', 'moderator', 'support', 'manager', 'admin');

-- Who reads reports of the shop, and who has them counted anew.
INSERT INTO role_scope (role, scope) VALUES
  ('manager', 'analytics:read:any'),
  ('admin', 'analytics:read:any'),
  ('admin', 'analytics:write:any');
