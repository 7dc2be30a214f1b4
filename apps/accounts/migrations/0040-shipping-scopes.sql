-- Who looks after zones, methods and rates of delivery, and who may look them up.
INSERT INTO role_scope (role, scope) VALUES
  ('support', 'shipping:read:any'),
  ('manager', 'shipping:read:any'),
  ('manager', 'shipping:write:any'),
  ('admin', 'shipping:read:any'),
  ('admin', 'shipping:write:any');

UPDATE role SET description = 'Keeps the catalogue, the stock and the deliveries, and cancels orders.' WHERE name = 'manager';
