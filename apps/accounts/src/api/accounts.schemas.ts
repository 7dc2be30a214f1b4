import { z } from 'zod';
import { LOCALES } from '../domain/locale.ts';
import { DISPLAY_NAME, EMAIL, LONGEST_DISPLAY_NAME, LONGEST_EMAIL } from '../domain/user.ts';

/** Far above what a password may have, so that the rules can say what is wrong with a long one. */
export const LONGEST_PASSWORD_INPUT = 1_024;
export const LONGEST_TOKEN_INPUT = 200;

const email = z.string().trim().toLowerCase().max(LONGEST_EMAIL).regex(EMAIL, 'This is not an e-mail address.');
const password = z.string().min(1).max(LONGEST_PASSWORD_INPUT);
export const displayName = z
  .string()
  .trim()
  .min(1)
  .max(LONGEST_DISPLAY_NAME)
  .regex(DISPLAY_NAME, 'A name has no control characters.');

/** Of a mailed link, or as the code that stands beside it. */
const token = z.string().min(1).max(LONGEST_TOKEN_INPUT);

export const registerInput = z.strictObject({ email, displayName, password, locale: z.enum(LOCALES).optional() });
export type RegisterBody = z.output<typeof registerInput>;

export const tokenInput = z.strictObject({ token });
export type TokenBody = z.output<typeof tokenInput>;

export const addressInput = z.strictObject({ email });
export type AddressBody = z.output<typeof addressInput>;

export const resetPasswordInput = z.strictObject({ token, newPassword: password });
export type ResetPasswordBody = z.output<typeof resetPasswordInput>;

export const changePasswordInput = z.strictObject({ currentPassword: password, newPassword: password });
export type ChangePasswordBody = z.output<typeof changePasswordInput>;

export const changeEmailInput = z.strictObject({ newEmail: email, password });
export type ChangeEmailBody = z.output<typeof changeEmailInput>;

/** Browsers send no device token: theirs is in a cookie. */
export const logInInput = z.strictObject({
  email,
  password,
  deviceToken: z.string().max(LONGEST_TOKEN_INPUT).optional(),
});
export type LogInBody = z.output<typeof logInInput>;

/** Browsers send nothing: their token is in the cookie. */
export const refreshInput = z.strictObject({ refreshToken: z.string().max(LONGEST_TOKEN_INPUT).optional() }).nullish();
export type RefreshBody = z.output<typeof refreshInput>;

export const sessionPage = z.strictObject({
  limit: z.coerce.number().int().optional(),
  cursor: z.string().max(500).optional(),
});
export type SessionPage = z.output<typeof sessionPage>;

export const sessionId = z.uuid();

const user = z.object({ id: z.uuid(), email: z.string(), displayName: z.string(), roles: z.array(z.string()) });

const session = z.object({
  id: z.uuid(),
  startedAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  endsAt: z.iso.datetime().describe('when it ends however much it is used'),
  userAgent: z.string().nullable(),
  ipPrefix: z.string().nullable().describe('a network, not an address'),
  isCurrent: z.boolean(),
});

/** What the routes answer, for the OpenAPI document. */
export const answers = {
  user,
  mailedTo: z.object({ mailedTo: z.string().describe('where a mail is on its way, if there is anything to mail') }),
  endedSessions: z.object({ endedSessionIds: z.array(z.uuid()) }),
  email: z.object({ email: z.string() }),
  sessions: z.object({ items: z.array(session), nextCursor: z.string().nullable() }),
  tokens: z.object({
    accessToken: z.string(),
    tokenType: z.literal('Bearer'),
    accessTokenEndsAt: z.iso.datetime(),
    refreshToken: z.string().optional().describe('for X-Client: native alone; browsers get a cookie'),
    refreshTokenEndsAt: z.iso.datetime(),
    sessionId: z.uuid(),
    user,
    deviceToken: z
      .string()
      .optional()
      .describe('after a login, for X-Client: native alone; send it with the next login on this device'),
  }),
};
