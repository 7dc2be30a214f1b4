import { z } from 'zod';
import { AVATAR_SIZE_NAMES } from '../domain/avatar.ts';
import { LOCALES } from '../domain/locale.ts';
import { DAY, isBirthday, PHONE } from '../domain/profile.ts';
import { answers, displayName } from './accounts.schemas.ts';

export const profileChanges = z.strictObject({
  displayName: displayName.optional(),
  phone: z.string().regex(PHONE, 'Write the number as +4915112345678.').nullish(),
  birthday: z
    .string()
    .regex(DAY, 'Write the day as 1990-02-28.')
    .refine((day) => isBirthday(day), 'Write the day as 1990-02-28.')
    .nullish(),
  locale: z.enum(LOCALES).optional(),
});
export type ProfileChangesBody = z.output<typeof profileChanges>;

export const avatarId = z.uuid();
export const avatarSize = z.enum(AVATAR_SIZE_NAMES.map((size) => size.toLowerCase()));

const avatarUrls = z.object({ small: z.string(), medium: z.string(), large: z.string() });
export type AvatarUrls = z.output<typeof avatarUrls>;

/** What the routes answer, for the OpenAPI document. */
export const profileAnswers = {
  self: answers.user.extend({
    phone: z.string().nullable(),
    birthday: z.string().nullable(),
    locale: z.enum(LOCALES),
    avatarUrls: avatarUrls.nullable(),
    version: z.int(),
  }),
  avatar: z.object({ avatarUrls }),
};
export type Self = z.output<typeof profileAnswers.self>;
