-- Everybody has an inbox, and says what comes into it.
INSERT INTO role_scope (role, scope)
SELECT name, scope FROM role, unnest(ARRAY['notifications:read:own', 'notifications:write:own']) AS scope
 WHERE name IN ('customer', 'moderator', 'support', 'manager', 'admin');

-- Who lets other systems hear of what happens in the shop.
INSERT INTO role_scope (role, scope) VALUES
  ('manager', 'webhooks:read:any'),
  ('admin', 'webhooks:read:any'),
  ('admin', 'webhooks:write:any');
