-- What carriers have told, as they told it; each once. What became of it stands with the parcels, because the carrier is asked.
CREATE TABLE carrier_notification (
  carrier text NOT NULL,
  event_id text NOT NULL,
  body jsonb NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (carrier, event_id)
);

REVOKE UPDATE, DELETE ON carrier_notification FROM tovar_shipping;
