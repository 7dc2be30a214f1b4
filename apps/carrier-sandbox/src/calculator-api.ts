import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Faults, FaultyAnswer } from './faults.ts';

const place = z.object({ postal_code: z.string().optional(), city: z.string().optional() });
const question = z.object({
  from_location: place,
  to_location: place.extend({ country_code: z.string().length(2).default('RU') }),
  packages: z.array(z.object({ weight: z.int().positive() })).min(1),
});

/** What CDEK takes for parcels: roubles for the first kilogram and for each one more, by how it is handed over. */
export const TARIFFS = [
  { code: 136, name: 'Посылка склад-склад', mode: 4, first: 250, more: 40, days: [2, 4] },
  { code: 137, name: 'Посылка склад-дверь', mode: 3, first: 400, more: 55, days: [2, 5] },
  { code: 138, name: 'Посылка дверь-склад', mode: 2, first: 350.5, more: 45, days: [3, 5] },
  { code: 139, name: 'Посылка дверь-дверь', mode: 1, first: 500, more: 60, days: [3, 6] },
] as const;

const HEAVIEST_GRAMS = 30_000;
const COUNTRIES = ['RU', 'KZ', 'BY', 'AM', 'KG'];

/** `POST /v2/calculator/tarifflist`: every tariff that can bring the parcel, with price and working days. */
export function calculatorApi(faults: Faults) {
  return async (app: FastifyInstance): Promise<void> => {
    app.post('/v2/calculator/tarifflist', async ({ body }) => faults.around('calculate', () => offers(body)));
  };
}

function offers(body: unknown): object {
  const asked = question.safeParse(body);
  if (!asked.success) throw new FaultyAnswer(400, 'v2_bad_request');
  const { to_location: to, packages } = asked.data;
  if (!COUNTRIES.includes(to.country_code)) throw new FaultyAnswer(400, 'v2_receiver_location_not_recognized');
  const grams = packages.reduce((sum, { weight }) => sum + weight, 0);
  if (grams > HEAVIEST_GRAMS) return { tariff_codes: [] };
  const more = Math.max(0, Math.ceil(grams / 1_000) - 1);
  return {
    tariff_codes: TARIFFS.map(({ code, name, mode, first, more: each, days: [least, most] }) => ({
      tariff_code: code,
      tariff_name: name,
      tariff_description: '',
      delivery_mode: mode,
      delivery_sum: first + more * each,
      period_min: least,
      period_max: most,
    })),
  };
}
