import { z } from 'zod';
import { Configuration } from '@tovar/platform';

/** What the all-in-one itself reads. */
export class AllInOneConfig extends Configuration({
  SERVICES: z.string().optional().describe('names of the services to run, separated by commas; default all'),
  SANDBOX_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3_100)
    .describe('port of the payment sandbox; the next when it is taken'),
  DEMO_SIZE: z
    .enum(['none', 'small', 'medium', 'large'])
    .default('medium')
    .describe('how many products the first start makes: 60, 2,000 or 100,000'),
  DEMO_SEED: z.coerce.number().int().default(1).describe('the same number makes the same shop'),
}) {}
