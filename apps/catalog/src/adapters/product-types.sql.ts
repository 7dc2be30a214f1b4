import { PRODUCT_TYPE_COLUMNS } from '../queries/product-type-columns.ts';

export const LOCK_TYPE = `SELECT ${PRODUCT_TYPE_COLUMNS} FROM product_type t WHERE t.id = $1`;
export const LOCK_TYPE_OF = `
  SELECT ${PRODUCT_TYPE_COLUMNS} FROM product_type t
   WHERE t.id = (SELECT p.product_type_id FROM product p WHERE p.id = $1)`;

const ATTRIBUTES_OF_GIVEN = `
  INSERT INTO product_attribute (product_type_id, code, position, kind, label, unit, is_required, is_filterable, choices, only_with)
  SELECT t.id, a.attribute->>'code', a.position, a.attribute->>'kind', a.attribute->'label', nullif(a.attribute->'unit', 'null'),
         (a.attribute->>'isRequired')::boolean, (a.attribute->>'isFilterable')::boolean, a.attribute->'choices',
         nullif(a.attribute->'onlyWith', 'null')
    FROM given t CROSS JOIN LATERAL jsonb_array_elements(t.attributes) WITH ORDINALITY AS a(attribute, position)`;

const GIVEN = `
  given AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS t(id uuid, code text, name jsonb, version integer, attributes jsonb))`;

/** Takes all types as one JSON array. The foreign key is checked at the end of the statement. */
export const INSERT_TYPES = `
  WITH ${GIVEN},
  stored AS (
    INSERT INTO product_type (id, code, name_en, name_ru, version)
    SELECT id, code, name->>'en', name->>'ru', version FROM given)
  ${ATTRIBUTES_OF_GIVEN}`;

/** The attributes have been removed before. */
export const UPDATE_TYPE = `
  WITH ${GIVEN},
  stored AS (
    UPDATE product_type t SET code = g.code, name_en = g.name->>'en', name_ru = g.name->>'ru', version = g.version
      FROM given g WHERE t.id = g.id)
  ${ATTRIBUTES_OF_GIVEN}`;

export const REMOVE_ATTRIBUTES = 'DELETE FROM product_attribute WHERE product_type_id = $1';

/** What the products of a type have; the values only where the type lists them. */
export const USED_ATTRIBUTES = `
  SELECT a->>'code' AS code,
         coalesce(array_agg(DISTINCT a->>'value') FILTER (WHERE a->>'kind' IN ('CHOICE', 'COLOUR')), '{}') AS values
    FROM product p CROSS JOIN LATERAL jsonb_array_elements(p.attributes) AS a
   WHERE p.product_type_id = $1 GROUP BY 1`;
