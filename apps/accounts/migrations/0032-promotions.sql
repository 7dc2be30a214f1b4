-- Who sells makes the offers; who answers customers can look them up.
INSERT INTO role_scope (role, scope) VALUES
  ('support', 'promotions:read:any'),
  ('manager', 'promotions:read:any'),
  ('manager', 'promotions:write:any'),
  ('admin', 'promotions:read:any'),
  ('admin', 'promotions:write:any');

UPDATE role SET description = 'Keeps the catalogue, the stock and the promotions, and cancels orders.' WHERE name = 'manager';
