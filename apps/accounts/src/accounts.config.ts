import { z } from 'zod';
import { Configuration, PlatformConfig } from '@tovar/platform';
import { EMAIL } from './domain/user.ts';

/** What the gateway lets through to an avatar's address, whatever is configured here. */
export const LARGEST_AVATAR_BYTES = 10 * 1_024 * 1_024;

const count = z.coerce.number().int().positive();

const variables = {
  NODE_ENV: PlatformConfig.shape.NODE_ENV,
  ACCOUNTS_SIGNING_KEYS_FILE: z
    .string()
    .optional()
    .describe('the keys that sign access tokens; default: made on the first start in DATA_DIR/keys'),
  ACCOUNTS_REFRESH_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('from it refresh tokens follow one another; default: made on the first start in DATA_DIR/keys'),
  ACCOUNTS_LINK_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('from it mailed links and known devices are made; default: made on the first start in DATA_DIR/keys'),
  ACCOUNTS_HASHING_CONCURRENCY: count.default(2).describe('how many passwords are hashed at a time, 19 MiB each'),
  ACCOUNTS_HASHING_QUEUE: count.default(64).describe('how many more may wait; others are answered 503'),
  ACCOUNTS_LOGIN_TRIES_PER_EMAIL: count
    .default(10)
    .describe('tries in a quarter of an hour before logins with one address slow down'),
  ACCOUNTS_LOGIN_TRIES_PER_IP: count.default(100).describe('the same for logins from one network address'),
  ACCOUNTS_AVATAR_MAX_BYTES: count
    .max(LARGEST_AVATAR_BYTES)
    .default(5 * 1_024 * 1_024)
    .describe('how large the file of an avatar may be; 10 MiB at most'),
  ACCOUNTS_AVATAR_MAX_PIXELS: count
    .default(25_000_000)
    .describe('how many pixels an avatar may have before it is made small; each takes 4 bytes while that is done'),
  ACCOUNTS_LOGIN_TRIES_IN_ALL: count
    .default(3_000)
    .describe('the same for failed logins over the whole shop; known devices go on unhindered'),
  ACCOUNTS_FIRST_ADMIN_EMAIL: z
    .string()
    .toLowerCase()
    .regex(EMAIL, 'This is not an e-mail address.')
    .default('admin@example.com')
    .describe('the address of the admin that a shop without one gets at its start; the password is printed once'),
  ACCOUNTS_EMAIL_VERIFICATION: z
    .enum(['required', 'skipped'])
    .default('required')
    .describe('skipped: a new account can log in before its address is confirmed, and registering tells who has one'),
  ACCOUNTS_MAILS_PER_EMAIL: count
    .default(5)
    .describe('mails of one kind in an hour that anybody can have sent to one address before they slow down'),
  ACCOUNTS_MAILS_PER_IP: count.default(30).describe('the same for mails asked for from one network address'),
  ACCOUNTS_EXPORT_KEPT_MS: count
    .default(24 * 3_600_000)
    .describe('how long the file with all that is kept of a person can be fetched, once'),
  ACCOUNTS_DATA_REQUEST_PAUSE_MS: count
    .default(60_000)
    .describe(
      'how soon a service that could not export or erase is asked again; then twice as late each time, up to 6 hours',
    ),
  PUBLIC_URL: z.url().optional().describe("the shop's address as browsers see it; mailed links lead there"),
};

/** What accounts reads besides the platform's own variables. Mailed links lead to the public address. */
export class AccountsConfig extends Configuration(variables, ({ NODE_ENV, PUBLIC_URL = '' }) =>
  NODE_ENV === 'production' && !PUBLIC_URL.startsWith('https://') ? ['PUBLIC_URL: production needs https.'] : [],
) {}
