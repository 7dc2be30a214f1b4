-- What of each order is to be sent, its parcels, and what comes back. No address and nothing that a person wrote to be
-- reached by: orders knows where it goes, and is asked.
CREATE TABLE fulfillment (
  order_id uuid PRIMARY KEY,
  order_number text NOT NULL,
  customer_id uuid,
  guest_token_hash text,
  guest_token_expires_at timestamptz,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  method_id uuid NOT NULL,
  method_code text NOT NULL,
  method_name_en text NOT NULL,
  method_name_ru text NOT NULL,
  carrier text NOT NULL,
  min_days integer NOT NULL CHECK (min_days >= 0),
  max_days integer NOT NULL CHECK (max_days >= min_days),
  is_given_up boolean NOT NULL,
  revision integer NOT NULL CHECK (revision > 0),
  opened_at timestamptz NOT NULL,
  CHECK ((guest_token_hash IS NULL) = (guest_token_expires_at IS NULL))
);

-- The counts are what parcels and returns say; nothing is sent that was not paid, nothing comes back that was not sent.
CREATE TABLE fulfillment_line (
  order_id uuid NOT NULL REFERENCES fulfillment,
  variant_id uuid NOT NULL,
  position integer NOT NULL,
  product_id uuid NOT NULL,
  sku text NOT NULL,
  name_en text NOT NULL,
  name_ru text NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  total_minor bigint NOT NULL CHECK (total_minor >= 0),
  packed integer NOT NULL,
  shipped integer NOT NULL,
  returned integer NOT NULL,
  PRIMARY KEY (order_id, variant_id),
  CONSTRAINT sent_within_what_was_bought CHECK (packed BETWEEN 0 AND quantity AND shipped BETWEEN 0 AND packed),
  CONSTRAINT returned_within_what_was_sent CHECK (returned BETWEEN 0 AND shipped)
);

CREATE TABLE shipment (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES fulfillment,
  position integer NOT NULL CHECK (position > 0),
  status text NOT NULL CHECK (status IN ('PENDING', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'FAILED')),
  carrier text NOT NULL,
  -- How far the carrier has taken it into its books.
  booking text NOT NULL CHECK (booking IN ('NONE', 'ASKED', 'ACCEPTED', 'BOOKED', 'REFUSED')),
  carrier_ref text,
  tracking_number text,
  -- Opens the tracking page, which names nobody.
  tracking_token text NOT NULL CONSTRAINT shipment_tracking_token UNIQUE,
  weight_grams integer CHECK (weight_grams > 0),
  problem text,
  opened_at timestamptz NOT NULL,
  shipped_at timestamptz,
  delivered_at timestamptz,
  version integer NOT NULL CHECK (version > 0),
  UNIQUE (order_id, position)
);
CREATE INDEX shipment_status ON shipment (status, id);
CREATE INDEX shipment_carrier_ref ON shipment (carrier, carrier_ref) WHERE carrier_ref IS NOT NULL;

CREATE TABLE shipment_line (
  shipment_id uuid NOT NULL REFERENCES shipment,
  variant_id uuid NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (shipment_id, variant_id)
);

-- Everything that is known of a parcel's way. Written once; the same news of a carrier is known by its reference.
CREATE TABLE tracking_event (
  entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shipment_id uuid NOT NULL REFERENCES shipment,
  kind text NOT NULL CHECK (kind IN ('LABEL_CREATED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED', 'EXCEPTION')),
  is_final boolean NOT NULL,
  at timestamptz NOT NULL,
  noted_at timestamptz NOT NULL,
  place text,
  note text,
  reference text NOT NULL,
  UNIQUE (shipment_id, reference)
);

CREATE TABLE return_request (
  id uuid PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES fulfillment,
  position integer NOT NULL CHECK (position > 0),
  status text NOT NULL CHECK (status IN (
    'REQUESTED', 'APPROVED', 'REJECTED', 'RECEIVED', 'REFUNDED', 'CLOSED', 'CANCELLED')),
  reason text NOT NULL,
  -- What staff said to it.
  note text,
  refund_minor bigint CHECK (refund_minor >= 0),
  refund_id uuid,
  -- Why the money could not be given back; a person has to look.
  problem text,
  requested_at timestamptz NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  UNIQUE (order_id, position)
);
CREATE INDEX return_request_status ON return_request (status, id);

CREATE TABLE return_line (
  return_id uuid NOT NULL REFERENCES return_request,
  variant_id uuid NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  -- What of it is here again: to be sold, or not.
  restocked integer NOT NULL CHECK (restocked >= 0),
  damaged integer NOT NULL CHECK (damaged >= 0),
  PRIMARY KEY (return_id, variant_id),
  CHECK (restocked + damaged <= quantity)
);

-- Who did what, and when. Written once.
CREATE TABLE fulfillment_history (
  entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES fulfillment,
  shipment_id uuid,
  return_id uuid,
  event text NOT NULL,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('customer', 'guest', 'staff', 'shop')),
  actor_id uuid,
  reason text
);
CREATE INDEX fulfillment_history_of_order ON fulfillment_history (order_id, entry);

REVOKE DELETE ON fulfillment, fulfillment_line, shipment, return_request, return_line FROM tovar_shipping;
REVOKE UPDATE, DELETE ON tracking_event, fulfillment_history FROM tovar_shipping;
