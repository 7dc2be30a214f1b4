import type { FastifyInstance } from 'fastify';
import type { Faults } from './faults.ts';

/** A few of the points where parcels can be picked up. */
const POINTS = [
  { code: 'MSK5', city: 'Москва', postal: '101000', address: 'ул. Мясницкая, 26' },
  { code: 'MSK65', city: 'Москва', postal: '115035', address: 'ул. Пятницкая, 13' },
  { code: 'SPB9', city: 'Санкт-Петербург', postal: '190000', address: 'ул. Большая Морская, 18' },
  { code: 'NSK67', city: 'Новосибирск', postal: '630099', address: 'Красный проспект, 29' },
] as const;

export function hasPoint(code: string): boolean {
  return POINTS.some((point) => point.code === code);
}

/** `GET /v2/deliverypoints`: by postal code or city; those of a whole region of postal codes are near enough here. */
export function pointsApi(faults: Faults) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get<{ Querystring: { postal_code?: string; city?: string } }>('/v2/deliverypoints', async ({ query }) =>
      faults.around('points', () => {
        const region = query.postal_code?.slice(0, 2);
        return POINTS.filter(({ postal }) => region === undefined || postal.startsWith(region)).map(
          ({ code, city, postal, address }) => ({
            code,
            name: `${code}, ${city}`,
            type: 'PVZ',
            is_handout: true,
            location: { country_code: 'RU', city, postal_code: postal, address },
          }),
        );
      }),
    );
  };
}
