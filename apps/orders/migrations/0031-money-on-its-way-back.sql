-- A cancelled order is under way until its money is back: the person is told so, and was forgotten before. Where a person was
-- called, nobody knows when that will be.
CREATE OR REPLACE FUNCTION forget_person(person uuid, address text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  over uuid[];
  under_way bigint;
BEGIN
  SELECT coalesce(array_agg(theirs.order_id) FILTER (WHERE theirs.is_over), '{}'), count(*) FILTER (WHERE NOT theirs.is_over)
    INTO over, under_way
    FROM (SELECT v.order_id,
                 (v.status = 'CANCELLED' AND (v.payment_status NOT IN ('PAID', 'PARTIALLY_REFUNDED') OR v.attention IS NOT NULL))
                   OR (v.status = 'DELIVERED' AND v.return_status <> 'REQUESTED')
                   OR (v.status = 'PAID' AND p.delivery IS NULL) AS is_over
            FROM order_view v JOIN order_placement p ON p.order_id = v.order_id
           WHERE v.generation = (SELECT live FROM order_view_generation)
             AND (v.customer_id = person OR (v.customer_id IS NULL AND v.email = address))) AS theirs;

  UPDATE order_placement p
     SET delivery = CASE WHEN p.delivery IS NOT NULL
                         THEN jsonb_set(p.delivery, '{address}', nobodys_address(p.delivery->'address')) END,
         billing_address = CASE WHEN p.billing_address IS NOT NULL THEN nobodys_address(p.billing_address) END,
         search = coalesce(replace(p.search, E'\n' || lower(o.email) || E'\n', E'\n\n'), p.search)
    FROM orders o
   WHERE o.id = p.order_id AND p.order_id = ANY(over)
     AND (o.email IS NOT NULL OR p.delivery->'address'->>'recipient' <> '' OR p.billing_address->>'recipient' <> '');
  UPDATE order_history SET reason = NULL
   WHERE order_id = ANY(over) AND actor_kind IN ('customer', 'guest') AND reason IS NOT NULL;
  UPDATE orders SET email = NULL WHERE id = ANY(over) AND email IS NOT NULL;
  -- Also in a generation that is being built beside the live one.
  UPDATE order_view SET email = NULL
   WHERE order_id = ANY(over) AND email IS NOT NULL
     AND generation IN (SELECT generate_series(live, last_value) FROM order_view_generation, order_view_generations);
  RETURN under_way;
END $$;
