-- For the auditor: all orders that ever came of a cart.
CREATE INDEX orders_of_a_cart ON orders (cart_id);
