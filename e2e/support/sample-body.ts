import type { Schema } from './committed-documents.ts';

const UUID = '0190a5d8-0000-7000-8000-000000000000';
/** One of these fits every text that the shop takes. */
const TEXTS = [
  '7',
  UUID,
  'somebody@example.com',
  'EUR',
  '#00ff00',
  '+4915112345678',
  '1990-02-28',
  'DE',
  'orders:read:own',
  'own-role',
  'PAID',
  'f'.repeat(64),
  '2099-01-01T00:00:00Z',
];

/** A value that the schema allows, with every property filled in. */
export function sampleOf(schema: Schema): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.enum) return schema.enum[0];
  const [choice] = schema.oneOf ?? schema.anyOf ?? [];
  if (choice) return sampleOf(choice);
  if (schema.type === 'object') return mapValues(schema.properties ?? {}, sampleOf);
  if (schema.type === 'array') return schema.items ? [sampleOf(schema.items)] : [];
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1);
  if (schema.type === 'boolean') return true;
  return sampleText(schema);
}

/** One copy of the body for each object in it that has no such key, with the key: more than that object may have. */
export function withUnknownKey(body: unknown, key: string, value: unknown): unknown[] {
  if (Array.isArray(body)) {
    return body.flatMap((item, index) => withUnknownKey(item, key, value).map((changed) => body.with(index, changed)));
  }
  if (typeof body !== 'object' || body === null) return [];
  const inner = Object.entries(body).flatMap(([name, part]) =>
    withUnknownKey(part, key, value).map((changed) => ({ ...body, [name]: changed })),
  );
  return key in body ? inner : [{ ...body, [key]: value }, ...inner];
}

/** One copy of the body for each text in it, with `text` in its place. */
export function withEachTextAs(body: unknown, text: string): unknown[] {
  if (typeof body === 'string') return [text];
  if (Array.isArray(body)) {
    return body.flatMap((item, index) => withEachTextAs(item, text).map((changed) => body.with(index, changed)));
  }
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, part]) =>
    withEachTextAs(part, text).map((changed) => ({ ...body, [name]: changed })),
  );
}

function sampleText({ pattern, minLength = 0 }: Schema): string {
  const fits = new RegExp(pattern ?? '', 'u');
  const text = TEXTS.find((candidate) => fits.test(candidate) && candidate.length >= minLength);
  if (text === undefined) throw new Error(`No sample fits ${pattern}; add one to TEXTS.`);
  return text;
}

function mapValues(
  object: Readonly<Record<string, Schema>>,
  map: (schema: Schema) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([name, schema]) => [name, map(schema)]));
}
