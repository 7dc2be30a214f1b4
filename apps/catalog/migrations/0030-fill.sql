-- Filling an empty catalogue with a hundred thousand products: indexes that are built at the end cost a third of indexes
-- that grow row by row, and foreign keys that are checked at the end a tenth. All of it happens in one transaction, which
-- holds the tables to itself: what it has put aside it puts back, or nothing was ever away.

CREATE TABLE put_aside (
  position integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  on_table regclass NOT NULL,
  -- Of a foreign key: the table that it points to.
  to_table regclass,
  put_back text NOT NULL
);

-- The service's role owns no table, so it does this through these functions alone, and only to tables without rows.
CREATE FUNCTION put_indexes_aside(tables text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = catalog, public AS $$
DECLARE
  table_name text;
  is_filled boolean;
  found record;
BEGIN
  FOREACH table_name IN ARRAY tables LOOP
    EXECUTE format('LOCK TABLE catalog.%I IN ACCESS EXCLUSIVE MODE', table_name);
    EXECUTE format('SELECT EXISTS (SELECT FROM catalog.%I)', table_name) INTO is_filled;
    IF is_filled THEN
      RAISE 'Indexes are put aside only of an empty table; % is not.', table_name;
    END IF;
  END LOOP;
  FOR found IN
    SELECT conname, conrelid::regclass AS on_table, confrelid::regclass AS to_table, pg_get_constraintdef(oid) AS definition
      FROM pg_constraint
     WHERE contype = 'f' AND connamespace = 'catalog'::regnamespace
       AND (conrelid::regclass::text = ANY(tables) OR confrelid::regclass::text = ANY(tables))
  LOOP
    INSERT INTO put_aside (on_table, to_table, put_back) VALUES (found.on_table, found.to_table,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', found.on_table, found.conname, found.definition));
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', found.on_table, found.conname);
  END LOOP;
  FOR found IN
    SELECT i.indexrelid::regclass AS name, i.indrelid::regclass AS on_table, c.conname,
           pg_get_indexdef(i.indexrelid) AS index_definition, pg_get_constraintdef(c.oid) AS definition
      FROM pg_index i
      LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')
     WHERE i.indrelid::regclass::text = ANY(tables)
  LOOP
    IF found.conname IS NULL THEN
      INSERT INTO put_aside (on_table, put_back) VALUES (found.on_table, found.index_definition);
      EXECUTE format('DROP INDEX %s', found.name);
    ELSE
      INSERT INTO put_aside (on_table, put_back) VALUES (found.on_table,
        format('ALTER TABLE %s ADD CONSTRAINT %I %s', found.on_table, found.conname, found.definition));
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', found.on_table, found.conname);
    END IF;
  END LOOP;
END $$;

-- Indexes of these tables, and the foreign keys that have them at both ends again.
CREATE FUNCTION put_indexes_back(tables text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = catalog, public SET maintenance_work_mem = '256MB' AS $$
DECLARE
  found record;
  table_name text;
BEGIN
  FOR found IN
    DELETE FROM put_aside WHERE to_table IS NULL AND on_table::text = ANY(tables) RETURNING put_back
  LOOP
    EXECUTE found.put_back;
  END LOOP;
  FOREACH table_name IN ARRAY tables LOOP
    EXECUTE format('ANALYZE catalog.%I', table_name);
  END LOOP;
  FOR found IN
    DELETE FROM put_aside k
     WHERE to_table IS NOT NULL
       AND NOT EXISTS (SELECT FROM put_aside i WHERE i.to_table IS NULL AND i.on_table IN (k.on_table, k.to_table))
    RETURNING put_back
  LOOP
    EXECUTE found.put_back;
  END LOOP;
END $$;

REVOKE ALL ON put_aside FROM tovar_catalog;
REVOKE ALL ON FUNCTION put_indexes_aside(text[]), put_indexes_back(text[]) FROM public;
GRANT EXECUTE ON FUNCTION put_indexes_aside(text[]), put_indexes_back(text[]) TO tovar_catalog;
