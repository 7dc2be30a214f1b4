import { z } from 'zod';
import { addressFormOf, COUNTRIES } from './countries.ts';

/** Letters of any script, nothing that a label printer or a log would act upon. */
export const ADDRESS_TEXT = /^[^\p{Cc}\p{Cs}]+$/u;
/** The most characters of each part. */
export const LONGEST_IN_ADDRESS = {
  recipient: 100,
  line1: 200,
  line2: 200,
  city: 100,
  region: 100,
  postalCode: 12,
} as const;

const text = (longest: number) => z.string().trim().min(1).max(longest).regex(ADDRESS_TEXT);

/** Where something is sent. */
export const postalAddress = z.strictObject({
  recipient: text(LONGEST_IN_ADDRESS.recipient),
  line1: text(LONGEST_IN_ADDRESS.line1),
  line2: text(LONGEST_IN_ADDRESS.line2).nullish(),
  city: text(LONGEST_IN_ADDRESS.city),
  /** State or province; needed in some countries. */
  region: text(LONGEST_IN_ADDRESS.region).nullish(),
  postalCode: text(LONGEST_IN_ADDRESS.postalCode).nullish(),
  /** ISO 3166-1, two letters. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** E.164. */
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .nullish(),
  /** The carrier's own code of the point where it is picked up, for methods that end at one. */
  pickupPoint: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,32}$/)
    .nullish(),
});
export type PostalAddress = z.output<typeof postalAddress>;

/** The parts with which the country's mail could not work, wrong or missing; none when it can be delivered to. */
export function undeliverableParts({
  country,
  postalCode,
  region,
}: Pick<PostalAddress, 'country' | 'postalCode' | 'region'>): string[] {
  const { postalCode: pattern, needsRegion } = addressFormOf(country);
  const faults = {
    country: !COUNTRIES.has(country),
    postalCode: pattern !== undefined && !pattern.test(postalCode ?? ''),
    region: needsRegion === true && !region,
  };
  return Object.entries(faults).flatMap(([part, isWrong]) => (isWrong ? [part] : []));
}
