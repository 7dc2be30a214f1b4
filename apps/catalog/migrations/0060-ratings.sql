-- What reviews has told of products, to filter, sort and count by. Whoever wants to show it asks reviews.
CREATE TABLE product_rating (
  product_id uuid PRIMARY KEY,
  rating_count integer NOT NULL CHECK (rating_count >= 0),
  average_hundredths integer CHECK (average_hundredths BETWEEN 100 AND 500),
  CHECK ((average_hundredths IS NULL) = (rating_count = 0))
);

CREATE FUNCTION note_rating() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO catalog.catalogue_change (product_id) VALUES (NEW.product_id);
  RETURN NULL;
END $$;
CREATE TRIGGER note_written AFTER INSERT OR UPDATE ON product_rating FOR EACH ROW EXECUTE FUNCTION note_rating();
