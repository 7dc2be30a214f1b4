/** Names whose values never reach a log line: secrets, and data about a person. */
const HIDDEN =
  /^pass$|passw(or)?d|passphrase|secret|token|authorization|cookie|(api|private|link|signing)[-_]?key|jwt|otp|card|cvc|cvv|iban|e-?mail|phone|birth|address|(given|first|last|full|middle)[-_]?name|surname|recipient/i;
const URL_PASSWORD = /(:\/\/[^\s/:@]*):[^\s/@]+@/g;
const SECRET_PARAMETER = /([?&](?:[\w-]*(?:token|secret|password|key|signature)|code)=)[^&\s#"']+/gi;
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.-]+/g;
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
const API_KEY = /\btvk_[\w-]+/g;
const JWT = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

const LONGEST_TEXT = 10_000;
const DEEPEST = 6;

/** A copy that is safe to log: hidden names are masked, and what looks like a secret inside of texts as well. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEEPEST) return '[deep]';
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value) || value instanceof Set) return [...value].map((entry) => redact(entry, depth + 1));
  const entries: [unknown, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, entry]) => [String(name), HIDDEN.test(String(name)) ? '[hidden]' : redact(entry, depth + 1)]),
  );
}

/** Long texts are cut: nobody reads them in a log, and searching them takes time. */
export function redactText(text: string): string {
  const short = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  return short
    .replace(JWT, '[token]')
    .replace(BEARER, '$1 [hidden]')
    .replace(API_KEY, '[key]')
    .replace(URL_PASSWORD, '$1:[hidden]@')
    .replace(SECRET_PARAMETER, '$1[hidden]')
    .replace(EMAIL, '[e-mail]');
}

/** The stack repeats name and message. What else an error carries is for its handler, except the code. */
function redactError(error: Error, depth: number): unknown {
  const { code } = error as { code?: unknown };
  return {
    name: error.name,
    message: redactText(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    stack: redactText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
    ...(error instanceof AggregateError ? { errors: redact(error.errors, depth + 1) } : {}),
  };
}
