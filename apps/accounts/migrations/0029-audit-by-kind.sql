CREATE INDEX security_event_by_kind ON security_event (kind, id);
