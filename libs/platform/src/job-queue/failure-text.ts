/** Why a try failed, as it is kept of a job. PostgreSQL takes no zero in a text, and what cannot be stored is tried for ever. */
export function failureText(error: unknown): string {
  return String(error instanceof Error ? error.message : error).replaceAll('\0', '');
}
