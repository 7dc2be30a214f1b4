import { z } from 'zod';
import { PRODUCT_COUNTS } from '@tovar/demo';
import { Configuration } from '@tovar/platform';

/** As `--size` and `DEMO_SIZE` say it: a name, or how many products. */
export const demoSize = z.union(
  [
    z.enum(Object.keys(PRODUCT_COUNTS) as (keyof typeof PRODUCT_COUNTS)[]),
    z.coerce.number<string>().int().min(2).max(1_000_000),
  ],
  { error: 'small, medium, large, or a number of products from 2 to 1,000,000' },
);

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
  CARRIER_SANDBOX_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3_200)
    .describe('port of the carrier sandbox; the next when it is taken'),
  DEMO_SIZE: z
    .union([z.literal('none'), demoSize])
    .default('medium')
    .describe('how many products the first start makes: none, small (60), medium (2,000), large (100,000) or a number'),
  DEMO_ORDERS: z
    .enum(['some', 'none'])
    .default('some')
    .describe(
      'some: the first start leaves orders of the demo customer, with parcels, a return, a review and notifications',
    ),
  ENGINES: z
    .enum(['own', 'given'])
    .default('own')
    .describe('npm run distributed: own starts the servers that no variable names; given leaves those to PostgreSQL'),
  ENGINES_DIR: z
    .string()
    .default('.tovar/engines')
    .describe('npm run distributed: where the programs of engines stay once they are downloaded'),
  DEMO_SEED: z.coerce.number().int().default(1).describe('the same number makes the same shop'),
}) {}
