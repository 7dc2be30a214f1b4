import { committedOperations, type CommittedOperation, type Schema } from './committed-documents.ts';

/** What these answer is no JSON that has a shape of its own: pictures, files, pages for the buyer, and a nod to the provider. */
const NOT_JSON = [
  'GET /api/v1/avatars/{id}/{size}',
  'GET /api/v1/pictures/{id}',
  'GET /api/v1/pictures/{id}/{size}',
  'GET /api/v1/customer-pictures/{id}/{size}',
  'GET /api/v1/exports/products',
  'GET /api/v1/analytics/sales.csv',
  'GET /api/v1/analytics/products.csv',
  'GET /api/v1/data-requests/{id}/file',
  'GET /api/v1/orders/{id}/invoice',
  'GET /api/v1/payment-transactions',
  'GET /api/v1/mail-previews/{kind}',
  'GET /pay/return',
  'GET /pay/cancel',
  'GET /api/v1/shipments/{id}/label',
  'GET /track/{token}',
  'POST /webhooks/paypal',
  'POST /webhooks/yookassa',
  'POST /webhooks/carriers/{carrier}/{secret}',
];
const GOOD = /^20[01]$/;

/** The schema of the JSON that the operation answers with the status; undefined when it declares none. */
export function answerSchema({ operation }: CommittedOperation, status: number): Schema | undefined {
  return operation.responses?.[String(status)]?.content?.['application/json']?.schema;
}

/** The operations that answer something and do not say what. */
export function undeclaredAnswers(): string[] {
  const answering = committedOperations().filter((operation) =>
    Object.keys(operation.operation.responses ?? {}).some(
      (status) => GOOD.test(status) && !answerSchema(operation, Number(status)),
    ),
  );
  return answering.map(({ method, path }) => `${method} ${path}`).filter((name) => !NOT_JSON.includes(name));
}

/** Where the value has keys that its schema does not: `.items.0.passwordHash`. */
export function undeclaredKeys(value: unknown, schema: Schema, at = ''): string[] {
  if (Object.keys(schema).length === 0) return [];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fewest(choices.map((choice) => undeclaredKeys(value, choice, at)));
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => undeclaredKeys(item, schema.items ?? {}, `${at}.${index}`));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const declared = schema.properties?.[name] ?? schema.additionalProperties;
    return typeof declared === 'object' ? undeclaredKeys(part, declared, `${at}.${name}`) : [`${at}.${name}`];
  });
}

/** Of alternatives the one that fits best. */
function fewest(findings: readonly string[][]): string[] {
  return findings.toSorted((a, b) => a.length - b.length)[0] ?? [];
}
