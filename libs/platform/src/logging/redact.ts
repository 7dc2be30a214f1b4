/** Names whose values never reach a log line: secrets, and data about a person. */
const HIDDEN =
  /pass(word|wd)?|secret|token|authorization|cookie|api-?key|card|cvc|e-?mail|phone|birthday|address|given_?name|surname/i;
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.-]+/g;
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** A copy that is safe to log: hidden names are masked, and what looks like a secret inside of texts as well. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return value;
  if (depth > 6) return '[deep]';
  if (Array.isArray(value)) return value.map((entry) => redact(entry, depth + 1));
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return value.toISOString();
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [name, HIDDEN.test(name) ? '[hidden]' : redact(entry, depth + 1)]),
  );
}

export function redactText(text: string): string {
  return text.replace(JWT, '[token]').replace(BEARER, '$1 [hidden]').replace(EMAIL, '[e-mail]');
}

function redactError(error: Error, depth: number): unknown {
  const cause = error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) };
  return { name: error.name, message: redactText(error.message), stack: redactText(error.stack ?? ''), ...cause };
}
