-- What was agreed on when an order was placed, beside its lines. Written once; nothing of it is recomputed later.
CREATE TABLE order_placement (
  order_id uuid PRIMARY KEY REFERENCES orders,
  subtotal_minor bigint NOT NULL CHECK (subtotal_minor >= 0),
  discount_minor bigint NOT NULL CHECK (discount_minor >= 0),
  tax_minor bigint NOT NULL CHECK (tax_minor >= 0),
  -- Address, method, price and tax of the delivery; null when there is nothing to deliver.
  delivery jsonb,
  -- Whom the invoice is made out to; null for the address of the delivery.
  billing_address jsonb,
  promotions jsonb NOT NULL,
  trace jsonb NOT NULL,
  payment_provider text,
  -- What staff find an order by: its number, address, articles and their names, in small letters.
  search text NOT NULL
);
CREATE INDEX order_placement_search ON order_placement USING gin (search public.gin_trgm_ops);
INSERT INTO order_placement (order_id, subtotal_minor, discount_minor, tax_minor, promotions, trace, search)
SELECT id, total_minor, 0, 0, '[]', '[]', lower(order_number) FROM orders;

ALTER TABLE order_line
  ADD COLUMN discounts jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN discount_minor bigint NOT NULL DEFAULT 0 CHECK (discount_minor >= 0),
  ADD COLUMN tax_category text NOT NULL DEFAULT 'STANDARD',
  ADD COLUMN tax_rate_basis_points integer NOT NULL DEFAULT 0 CHECK (tax_rate_basis_points >= 0),
  ADD COLUMN is_tax_included boolean NOT NULL DEFAULT true,
  ADD COLUMN tax_minor bigint NOT NULL DEFAULT 0 CHECK (tax_minor >= 0),
  DROP CONSTRAINT order_line_check,
  ADD CHECK (total_minor >= 0),
  ADD CHECK (total_minor = unit_price_minor * quantity - discount_minor + CASE WHEN is_tax_included THEN 0 ELSE tax_minor END);

REVOKE UPDATE, DELETE ON order_placement FROM tovar_orders;

-- Whoever lost the race for the last piece keeps the cart, and can order again with what is left.
ALTER TABLE orders DROP CONSTRAINT orders_cart_id_key;
CREATE UNIQUE INDEX one_order_of_a_cart ON orders (cart_id) WHERE cancel_reason IS NULL;
