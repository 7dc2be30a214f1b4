-- What has changed of what the shop shows. Each process keeps the published products in memory for filters, facets and
-- search, and reads here what it has to look at again. Triggers write it, so that no writer can forget to.
CREATE TABLE catalogue_change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Null when the tree of categories changed.
  product_id uuid,
  -- Rows become visible in the order of commits, not of ids: readers go by the transaction that made them.
  made_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
  made_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX catalogue_change_made_by ON catalogue_change (made_by);
CREATE INDEX catalogue_change_made_at ON catalogue_change (made_at);

-- Variants and prices change together with their product's version.
CREATE FUNCTION note_products() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO catalog.catalogue_change (product_id) SELECT id FROM changed ORDER BY id;
  RETURN NULL;
END $$;
CREATE TRIGGER note_inserted AFTER INSERT ON product
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_products();
CREATE TRIGGER note_updated AFTER UPDATE ON product
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_products();
CREATE TRIGGER note_deleted AFTER DELETE ON product
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_products();

-- A type says by which attributes its products are filtered.
CREATE FUNCTION note_products_of_types() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO catalog.catalogue_change (product_id)
  SELECT p.id FROM catalog.product p WHERE p.product_type_id IN (SELECT c.product_type_id FROM changed c);
  RETURN NULL;
END $$;
CREATE TRIGGER note_inserted AFTER INSERT ON product_attribute
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_products_of_types();
CREATE TRIGGER note_updated AFTER UPDATE ON product_attribute
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_products_of_types();
CREATE TRIGGER note_deleted AFTER DELETE ON product_attribute
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_products_of_types();

CREATE FUNCTION note_categories() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO catalog.catalogue_change (product_id) VALUES (NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER note_changed AFTER INSERT OR UPDATE OR DELETE ON category
  FOR EACH STATEMENT EXECUTE FUNCTION note_categories();

-- Only running out and being there again: how many there are is nobody's affair.
CREATE FUNCTION note_availability() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO catalog.catalogue_change (product_id) SELECT product_id FROM catalog.variant WHERE id = NEW.variant_id;
  RETURN NULL;
END $$;
CREATE TRIGGER note_crossed AFTER UPDATE ON stock
  FOR EACH ROW WHEN ((OLD.available > 0) <> (NEW.available > 0)) EXECUTE FUNCTION note_availability();
