-- Whoever lowers a limit below what is used is refused, as is whoever would use more.
ALTER TABLE promotion ADD CONSTRAINT promotion_limit_holds CHECK (uses <= use_limit);
