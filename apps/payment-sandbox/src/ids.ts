import { randomBytes, randomInt } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Makes a new provider-style id; passed in, so that a test can choose the ids. */
export type NewId = () => string;

/** Like PayPal's own: 17 capitals and digits, such as `5O190127TN364715T`. */
export const randomId: NewId = () => Array.from({ length: 17 }, () => alphabet[randomInt(alphabet.length)]).join('');

/** Names one answer in logs and support cases: 13 hexadecimal digits. */
export function newDebugId(): string {
  return randomBytes(7).toString('hex').slice(1);
}
