import { anyOf } from '@tovar/platform';

/**
 * The lines never change once they are stored, so only the reservation itself has to be locked. What has left is what the
 * ledger says.
 */
export const LOCK_RESERVATION = {
  name: 'stock.lock-reservation',
  text: `
    SELECT r.state, r.expires_at,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('variantId', l.variant_id, 'quantity', l.quantity) ORDER BY l.variant_id), '[]')
              FROM stock_reservation_line l WHERE l.order_id = r.order_id) AS lines,
           CASE WHEN r.state = 'ALLOCATED' THEN
             (SELECT jsonb_agg(jsonb_build_object('variantId', m.variant_id, 'quantity', -m.on_hand_change,
                                                  'shipmentId', split_part(m.source_line, ':', 1)) ORDER BY m.id)
                FROM stock_movement m WHERE m.source = 'order:' || r.order_id AND m.kind = 'SHIPPED') END AS departures
      FROM stock_reservation r WHERE r.order_id = $1 FOR UPDATE`,
};

/** The rows are locked in the order of their ids, whoever asks: this is what keeps two transactions of one order each from a deadlock. */
export const LOCK_LEVELS = {
  name: 'stock.lock-levels',
  text: `
    SELECT variant_id AS "variantId", on_hand AS "onHand", reserved, allocated, available
      FROM stock WHERE variant_id = ${anyOf('uuid')} ORDER BY variant_id FOR UPDATE`,
};

export const STORE_RESERVATION = {
  name: 'stock.store-reservation',
  text: `
    WITH reservation AS (
      INSERT INTO stock_reservation (order_id, state, expires_at) VALUES ($1::uuid, $2, $3)
      ON CONFLICT (order_id) DO UPDATE SET state = excluded.state, expires_at = excluded.expires_at)
    INSERT INTO stock_reservation_line (order_id, variant_id, quantity)
    SELECT $1::uuid, line."variantId", line.quantity FROM jsonb_to_recordset($4::jsonb) AS line("variantId" uuid, quantity integer)
    ON CONFLICT DO NOTHING`,
};

/**
 * Changes the levels and writes the ledger in one statement. A level changes only while enough is available; the table's
 * own CHECKs stand behind that.
 */
export const APPLY_MOVEMENTS = {
  name: 'stock.apply-movements',
  text: `
    WITH movement AS (
      SELECT m."variantId" AS variant_id, m.kind, m.line, m."onHand" AS on_hand, m.reserved, m.allocated,
             m."onHand" - m.reserved - m.allocated AS gained
        FROM jsonb_to_recordset($1::jsonb) AS m("variantId" uuid, kind text, line text, "onHand" integer, reserved integer, allocated integer)),
    ledger AS (
      INSERT INTO stock_movement (variant_id, kind, source, source_line, on_hand_change, reserved_change, allocated_change, reason)
      SELECT variant_id, kind, $2, coalesce(line, $3::text, variant_id::text), on_hand, reserved, allocated, $4 FROM movement),
    changed AS (
      UPDATE stock s
         SET on_hand = s.on_hand + m.on_hand, reserved = s.reserved + m.reserved, allocated = s.allocated + m.allocated
        FROM movement m
       WHERE s.variant_id = m.variant_id AND s.available + m.gained >= 0
      RETURNING s.variant_id, s.available, m.gained)
    SELECT c.variant_id AS "variantId", v.product_id AS "productId", c.available, c.gained
      FROM changed c JOIN variant v ON v.id = c.variant_id`,
};

export const HAS_MOVED = 'SELECT FROM stock_movement WHERE source = $1 LIMIT 1';

export const OPEN_STOCK = {
  name: 'stock.open',
  text: `
    INSERT INTO stock (variant_id, product_id, is_sold)
    SELECT id, product_id, is_enabled FROM variant WHERE id = ${anyOf('uuid')}`,
};
