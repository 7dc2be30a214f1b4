-- The roles that every shop begins with. Everybody may see and end their own sessions, whatever their role.
INSERT INTO role (name, description) VALUES
  ('customer', 'Buys, and looks after their own orders.'),
  ('moderator', 'Watches over what customers write.'),
  ('support', 'Reads any order and payment to answer customers.'),
  ('manager', 'Keeps the catalogue and the stock, and cancels orders.'),
  ('admin', 'May do everything.');

INSERT INTO role_scope (role, scope)
SELECT name, scope FROM role, unnest(ARRAY['sessions:read:own', 'sessions:revoke:own']) AS scope;

INSERT INTO role_scope (role, scope) VALUES
  ('customer', 'orders:read:own'),
  ('customer', 'orders:place:own'),
  ('customer', 'orders:cancel:own'),
  ('customer', 'payments:read:own'),
  ('support', 'orders:read:any'),
  ('support', 'payments:read:any'),
  ('manager', 'catalog:write:any'),
  ('manager', 'stock:write:any'),
  ('manager', 'orders:read:any'),
  ('manager', 'orders:cancel:any'),
  ('manager', 'payments:read:any'),
  ('admin', 'accounts:manage:any'),
  ('admin', 'catalog:write:any'),
  ('admin', 'stock:write:any'),
  ('admin', 'orders:read:own'),
  ('admin', 'orders:read:any'),
  ('admin', 'orders:place:own'),
  ('admin', 'orders:cancel:own'),
  ('admin', 'orders:cancel:any'),
  ('admin', 'payments:read:own'),
  ('admin', 'payments:read:any'),
  ('admin', 'payments:refund:any'),
  ('admin', 'status:read:any');
