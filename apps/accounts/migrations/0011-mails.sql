-- Mails hold links that open accounts: where they are shown on a page, in production only the admin may look.
INSERT INTO role_scope (role, scope) VALUES ('admin', 'mails:read:any');
