-- What is shipped leaves allocation and shelf; what comes back as good as new returns to the shelf.
ALTER TABLE stock_movement
  DROP CONSTRAINT stock_movement_kind_check,
  ADD CONSTRAINT stock_movement_kind_check CHECK (kind IN (
    'INITIAL', 'RECEIVED', 'CORRECTED', 'RESERVED', 'RELEASED', 'EXPIRED', 'ALLOCATED', 'SHIPPED', 'RETURNED'));
