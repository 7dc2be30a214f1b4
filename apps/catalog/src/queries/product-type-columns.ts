/** To be selected from `product_type t`: a product type as the domain has it. */
export const PRODUCT_TYPE_COLUMNS = `
  t.id, t.code, json_build_object('en', t.name_en, 'ru', t.name_ru) AS name, t.version,
  (SELECT coalesce(json_agg(json_build_object(
            'code', a.code, 'kind', a.kind, 'label', a.label, 'unit', a.unit, 'isRequired', a.is_required,
            'isFilterable', a.is_filterable, 'choices', a.choices, 'onlyWith', a.only_with) ORDER BY a.position), '[]')
     FROM product_attribute a WHERE a.product_type_id = t.id) AS attributes`;
