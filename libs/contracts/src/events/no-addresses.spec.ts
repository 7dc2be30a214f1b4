import { z } from 'zod';
import { messages } from './index.ts';

/** What a field is called by which somebody could be named or reached. */
const PERSONAL =
  /e-?mail|phone|address|recipient|contact|street|line[12]|birthday|firstname|lastname|displayname|useragent|^ip$/i;

/** What is called so and is not: with the reason. */
const HARMLESS: Readonly<Record<string, string>> = {
  'promotion.redeem-requested.v1.emailHash': 'a digest, by which the uses of a guest are counted',
};

/** Every field of a message, however deep. */
function fieldsOf(schema: object): string[] {
  const {
    properties = {},
    items,
    anyOf = [],
    allOf = [],
  } = schema as {
    properties?: Record<string, object>;
    items?: object;
    anyOf?: object[];
    allOf?: object[];
  };
  const inner = [...Object.values(properties), ...anyOf, ...allOf, ...(items ? [items] : [])];
  return [...Object.keys(properties), ...inner.flatMap(fieldsOf)];
}

describe('the messages on the log, which is kept for ever', () => {
  it.each(Object.entries(messages))('[PRIV-01] name nobody and lead to nobody: %s', (type, schema) => {
    const fields = fieldsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
    const personal = fields.filter((field) => PERSONAL.test(field) && !Object.hasOwn(HARMLESS, `${type}.${field}`));
    expect(fields.length).toBeGreaterThan(0);
    expect(personal).toEqual([]);
  });
});
