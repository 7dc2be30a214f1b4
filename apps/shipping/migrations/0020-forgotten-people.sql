-- What is known of a parcel's way is written once. This alone takes out of it what a carrier or a buyer has written in their own
-- words: "left with the neighbour, Mrs Schmidt". Answers how many parcels and returns are still under way.
CREATE FUNCTION forget_person(person uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  theirs uuid[] := ARRAY(SELECT order_id FROM fulfillment WHERE customer_id = person);
BEGIN
  UPDATE tracking_event SET note = NULL, place = NULL
   WHERE shipment_id IN (SELECT id FROM shipment WHERE order_id = ANY(theirs)) AND (note IS NOT NULL OR place IS NOT NULL);
  UPDATE fulfillment_history SET reason = NULL
   WHERE order_id = ANY(theirs) AND actor_kind IN ('customer', 'guest') AND reason IS NOT NULL;
  UPDATE shipment SET problem = NULL WHERE order_id = ANY(theirs) AND problem IS NOT NULL AND status IN ('DELIVERED', 'CANCELLED');
  UPDATE return_request SET reason = '', note = NULL
   WHERE order_id = ANY(theirs) AND status IN ('REJECTED', 'CLOSED', 'CANCELLED') AND (reason <> '' OR note IS NOT NULL);
  RETURN (SELECT count(*) FROM shipment WHERE order_id = ANY(theirs) AND status IN ('PENDING', 'SHIPPED'))
       + (SELECT count(*) FROM return_request
           WHERE order_id = ANY(theirs) AND status NOT IN ('REJECTED', 'CLOSED', 'CANCELLED'));
END $$;
CREATE INDEX fulfillment_of_customer ON fulfillment (customer_id) WHERE customer_id IS NOT NULL;
