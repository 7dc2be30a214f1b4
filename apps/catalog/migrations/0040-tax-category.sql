-- Which of a country's tax rates a product falls under.
ALTER TABLE product ADD COLUMN tax_category text NOT NULL DEFAULT 'STANDARD'
  CHECK (tax_category IN ('STANDARD', 'REDUCED', 'ZERO'));
