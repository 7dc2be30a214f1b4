import { PasswordRefused } from './accounts.errors.ts';
import { isCommon } from './common-passwords.ts';

const SHORTEST = 8;
const LONGEST = 128;

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly email: string;
  readonly displayName: string;
}

/** One password, one spelling: keyboards differ in how they compose a letter with its accent. */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * Throws `PasswordRefused`. Any characters will do, there is no rule of composition; length counts code points of the
 * normal form.
 */
export function requireGoodPassword(password: string, owner: PasswordOwner): void {
  const normal = normalizePassword(password);
  const length = Array.from(normal).length;
  if (length < SHORTEST) throw new PasswordRefused('too-short');
  if (length > LONGEST) throw new PasswordRefused('too-long');
  if (isCommon(normal)) throw new PasswordRefused('common');
  if (isMadeOf(normal, owner)) throw new PasswordRefused('own-name-or-email');
}

/** Digits and signs around a name do not make it a secret: `anna.smith1990` is Anna Smith. */
function isMadeOf(password: string, { email, displayName }: PasswordOwner): boolean {
  const [mailbox = '', domain = ''] = email.split('@');
  const names = [email, mailbox, domain, displayName, ...displayName.split(/\s+/)];
  const letters = lettersOf(password);
  return letters === '' ? names.includes(password) : names.some((name) => lettersOf(name) === letters);
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');
}
