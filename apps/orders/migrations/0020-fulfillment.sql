-- What shipping has said of an order, and whether it has asked to send it: from then on it cannot be cancelled.
ALTER TABLE orders
  ADD COLUMN fulfillment_revision integer NOT NULL DEFAULT 0 CHECK (fulfillment_revision >= 0),
  ADD COLUMN is_cleared_for_shipping boolean NOT NULL DEFAULT false;
