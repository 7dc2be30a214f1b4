import { z } from 'zod';

/** What every service's auditor tells when an invariant does not hold; the subject is what violates it. */
export const auditEvents = {
  'invariant.violated.v1': z.object({
    /** For example `INV-STOCK-1`. */
    invariant: z.string(),
    promise: z.string(),
    subject: z.string(),
    problem: z.string(),
  }),
} as const;
