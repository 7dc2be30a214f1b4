import type { FastifyInstance } from 'fastify';
import type { Faults } from './faults.ts';

/** A few of the points where parcels can be picked up. */
const POINTS = [
  { code: 'MSK5', city: 'Москва', postal: '101000', address: 'ул. Мясницкая, 26', at: [55.764, 37.639] },
  { code: 'MSK65', city: 'Москва', postal: '115035', address: 'ул. Пятницкая, 13', at: [55.742, 37.628] },
  { code: 'SPB9', city: 'Санкт-Петербург', postal: '190000', address: 'ул. Большая Морская, 18', at: [59.935, 30.316] },
  { code: 'NSK67', city: 'Новосибирск', postal: '630099', address: 'Красный проспект, 29', at: [55.03, 82.92] },
  { code: 'NSK12', city: 'Новосибирск', postal: '630007', address: 'ул. Советская, 8', at: [55.021, 82.918] },
  { code: 'NSK3', city: 'Новосибирск', postal: '630132', address: 'ул. Челюскинцев, 15', at: [55.038, 82.902] },
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
          ({ code, city, postal, address, at: [latitude, longitude] }) => ({
            code,
            name: `${code}, ${city}`,
            type: 'PVZ',
            is_handout: true,
            work_time: 'Пн-Вс 10:00-20:00',
            location: { country_code: 'RU', city, postal_code: postal, address, latitude, longitude },
          }),
        );
      }),
    );
  };
}
