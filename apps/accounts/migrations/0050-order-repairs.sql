-- Who mends orders that are stuck, and what orders could not handle.
INSERT INTO role_scope (role, scope) VALUES
  ('manager', 'orders:repair:any'),
  ('admin', 'orders:repair:any');
