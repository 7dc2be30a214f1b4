-- What a process has read of a product it may show again for as long as two numbers are the same: the product's own stamp,
-- and that of what many products show. Numbers of a sequence are never given twice, so none stands for two states.
CREATE SEQUENCE product_stamp;

-- Variants, prices and pictures change together with their product's version.
ALTER TABLE product ADD COLUMN stamp bigint NOT NULL DEFAULT nextval('product_stamp');
CREATE FUNCTION stamp_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.stamp := nextval('catalog.product_stamp');
  RETURN NEW;
END $$;
CREATE TRIGGER stamp_updated BEFORE UPDATE ON product FOR EACH ROW EXECUTE FUNCTION stamp_product();

-- The tree of categories and the names of product types. One row, so their writers wait for each other.
CREATE TABLE shared_stamp (
  stamp bigint NOT NULL
);
INSERT INTO shared_stamp VALUES (nextval('product_stamp'));
CREATE FUNCTION stamp_shared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE catalog.shared_stamp SET stamp = nextval('catalog.product_stamp');
  RETURN NULL;
END $$;
CREATE TRIGGER stamp_changed AFTER INSERT OR UPDATE OR DELETE ON category
  FOR EACH STATEMENT EXECUTE FUNCTION stamp_shared();
CREATE TRIGGER stamp_updated AFTER UPDATE ON product_type
  FOR EACH STATEMENT EXECUTE FUNCTION stamp_shared();

-- How much there is of a product, and of each of its variants, is read anew each time, from one place of one index:
-- therefore stock repeats what its variant says of the two.
ALTER TABLE stock ADD COLUMN product_id uuid, ADD COLUMN is_sold boolean;
UPDATE stock s SET product_id = v.product_id, is_sold = v.is_enabled FROM variant v WHERE v.id = s.variant_id;
ALTER TABLE stock ALTER COLUMN product_id SET NOT NULL, ALTER COLUMN is_sold SET NOT NULL;
CREATE INDEX stock_product ON stock (product_id);
CREATE FUNCTION follow_variant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE catalog.stock SET is_sold = NEW.is_enabled WHERE variant_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER switched AFTER UPDATE OF is_enabled ON variant
  FOR EACH ROW WHEN (OLD.is_enabled <> NEW.is_enabled) EXECUTE FUNCTION follow_variant();
