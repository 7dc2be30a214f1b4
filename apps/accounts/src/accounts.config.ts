import { z } from 'zod';
import { Configuration } from '@tovar/platform';

/** What the gateway lets through to an avatar's address, whatever is configured here. */
export const LARGEST_AVATAR_BYTES = 10 * 1_024 * 1_024;

const count = z.coerce.number().int().positive();

/** What accounts reads besides the platform's own variables. */
export class AccountsConfig extends Configuration({
  ACCOUNTS_SIGNING_KEYS_FILE: z
    .string()
    .optional()
    .describe('the keys that sign access tokens; default: made on the first start in DATA_DIR/keys'),
  ACCOUNTS_REFRESH_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('from it refresh tokens follow one another; default: made on the first start in DATA_DIR/keys'),
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
  PUBLIC_URL: z.url().optional().describe("the shop's address as browsers see it"),
}) {}
