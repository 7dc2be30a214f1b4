const wrapped = (values: readonly unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

/** How long a database would sleep that carries out what it is told. */
export const SLEEP_SECONDS = 9;

/** Texts that mean something to something: none of them may be more than a text here. */
export const INJECTIONS: readonly string[] = [
  // SQL, in every kind of place that a careless statement might have.
  `' OR '1'='1`,
  `'; SELECT pg_sleep(${SLEEP_SECONDS}); --`,
  `1) OR (SELECT 1 FROM pg_sleep(${SLEEP_SECONDS})) IS NULL --`,
  `\\'; DROP SCHEMA public CASCADE; --`,
  `name DESC; SELECT pg_sleep(${SLEEP_SECONDS})`,
  `':* & !(<-> |`,
  // Document stores, templates, shells, paths.
  '{"$gt":""}',
  `{{77*99991}}\${77*99991}<%= 77*99991 %>#{77*99991}`,
  '../../../../../../etc/passwd',
  // Lines of a header or a log, and what is no text at all.
  'a\r\nX-Injected: yes\r\n\r\nHTTP/1.1 200 OK',
  'a\u0000b',
  '\ud800',
  '\u202etxt.\u200b\ufeff\u0301𝕏\u{10ffff}',
  'x'.repeat(20_000),
  // Places in lists that no list has given out.
  wrapped([`' OR 1=1 --`, 'x']),
  wrapped(['2026-01-01T00:00:00Z', `00000000-0000-0000-0000-000000000000'`]),
];

/** What an answer would say if something inside had taken a text for more. */
export const TRACES =
  /syntax error|SQLSTATE|QueryFailedError|pg_catalog|relation \\?"|column \\?"|invalid input syntax|invalid byte sequence|unterminated|node_modules|\bat [\w.<>]+ \(|root:x:0|PostgreSQL \d|7699307/i;
