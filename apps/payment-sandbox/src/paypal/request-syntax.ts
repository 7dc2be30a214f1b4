import { z } from 'zod';
import type { SyntaxIssue } from './issues.ts';
import { PaypalRefusal, syntaxDetail, type ErrorDetail } from './paypal.errors.ts';

/** An amount with a string value; whether the number makes sense is decided later. */
export const moneySchema = z.object({
  currency_code: z.string().length(3),
  value: z
    .string()
    .max(32)
    .regex(/^((-?[0-9]+)|(-?([0-9]+)?[.][0-9]+))$/),
});

/** Text of 1 to `max` characters. */
export function text(max: number) {
  return z.string().min(1).max(max);
}

/** The body as the schema describes it; unknown members are dropped. Throws a 400 that names every wrong field. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new PaypalRefusal(
    'INVALID_REQUEST',
    result.error.issues.map((issue) => detailOf(issue, body)),
  );
}

/** PayPal's way to point at a field: purchase units go by their reference id. */
export function pointerTo(path: readonly PropertyKey[], body: unknown): string {
  const [first, index, ...rest] = path;
  if (first !== 'purchase_units' || index === undefined) return `/${path.join('/')}`;
  const referenceId = valueAt(body, [first, index, 'reference_id']);
  const unit = typeof referenceId === 'string' ? referenceId : 'default';
  return ['/purchase_units', `@reference_id=='${unit}'`, ...rest].join('/');
}

function detailOf(issue: z.core.$ZodIssue, body: unknown): ErrorDetail {
  if (issue.path.length === 0) return syntaxDetail('MALFORMED_REQUEST_JSON', { location: 'body' });
  const value = valueAt(body, issue.path);
  const place = { field: pointerTo(issue.path, body), location: 'body' } as const;
  if (value === undefined) return syntaxDetail('MISSING_REQUIRED_PARAMETER', place);
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return syntaxDetail(issueNameOf(issue), { ...place, value: shown });
}

function issueNameOf(issue: z.core.$ZodIssue): SyntaxIssue {
  if (issue.code === 'invalid_value') return 'INVALID_PARAMETER_VALUE';
  if (issue.code === 'too_small' && issue.origin === 'array') return 'INVALID_ARRAY_MIN_ITEMS';
  if (issue.code === 'too_big' && issue.origin === 'array') return 'INVALID_ARRAY_MAX_ITEMS';
  if (issue.code === 'too_small' || issue.code === 'too_big') return 'INVALID_STRING_LENGTH';
  return 'INVALID_PARAMETER_SYNTAX';
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], body);
}
