import { z } from 'zod';

export const milliseconds = z.coerce.number().int().positive();

/** An address without a slash at its end. */
export const webUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** `a, b` as a list without spaces. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** The secret of whatever has no real one: the payment sandbox on this machine. */
export const SANDBOX_SECRET = 'sandbox';
