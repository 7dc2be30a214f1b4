import { createHash } from 'node:crypto';

/** What a guest is counted by where the address itself has no business: the same however it is typed. */
export function emailHashOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
}
