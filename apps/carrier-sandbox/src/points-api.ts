import type { FastifyInstance } from 'fastify';
import type { Faults } from './faults.ts';

const COUNTRY = 'RU';

/** A few cities: two of them have one name, which is the beginning of a third. */
const CITIES = [
  { code: 44, city: 'Москва', region: 'Москва' },
  { code: 137, city: 'Санкт-Петербург', region: 'Санкт-Петербург' },
  { code: 270, city: 'Новосибирск', region: 'Новосибирская область' },
  { code: 505, city: 'Киров', region: 'Кировская область' },
  { code: 1134, city: 'Киров', region: 'Калужская область' },
  { code: 1135, city: 'Кировград', region: 'Свердловская область' },
] as const;

/** A few of the points where parcels can be picked up. */
const POINTS = [
  { code: 'MSK5', cityCode: 44, postal: '101000', address: 'ул. Мясницкая, 26', at: [55.764, 37.639] },
  { code: 'MSK65', cityCode: 44, postal: '115035', address: 'ул. Пятницкая, 13', at: [55.742, 37.628] },
  { code: 'SPB9', cityCode: 137, postal: '190000', address: 'ул. Большая Морская, 18', at: [59.935, 30.316] },
  { code: 'NSK67', cityCode: 270, postal: '630099', address: 'Красный проспект, 29', at: [55.03, 82.92] },
  { code: 'NSK12', cityCode: 270, postal: '630007', address: 'ул. Советская, 8', at: [55.021, 82.918] },
  { code: 'NSK3', cityCode: 270, postal: '630132', address: 'ул. Челюскинцев, 15', at: [55.038, 82.902] },
  { code: 'KRV1', cityCode: 505, postal: '610000', address: 'ул. Ленина, 80', at: [58.603, 49.668] },
  { code: 'KRV7', cityCode: 1134, postal: '249440', address: 'ул. Пролетарская, 38', at: [54.079, 34.312] },
  { code: 'KRG2', cityCode: 1135, postal: '624140', address: 'ул. Свердлова, 41', at: [57.43, 60.062] },
] as const;

export function hasPoint(code: string): boolean {
  return POINTS.some((point) => point.code === code);
}

/**
 * `GET /v2/deliverypoints`: by postal code or a city's code; those of a whole region of postal codes are near enough here.
 * `GET /v2/location/cities`: by the beginning of a name.
 */
export function pointsApi(faults: Faults) {
  return async (app: FastifyInstance): Promise<void> => {
    app.get<{ Querystring: { postal_code?: string; city_code?: string } }>('/v2/deliverypoints', async ({ query }) =>
      faults.around('points', () => {
        const region = query.postal_code?.slice(0, 2) ?? '';
        const inCity = ({ cityCode }: Point): boolean => [undefined, String(cityCode)].includes(query.city_code);
        return POINTS.filter((point) => point.postal.startsWith(region) && inCity(point)).map(toView);
      }),
    );
    app.get<{ Querystring: { city?: string; country_codes?: string } }>('/v2/location/cities', async ({ query }) =>
      faults.around('points', () => {
        const { city: name = '', country_codes: countries = COUNTRY } = query;
        if (!countries.split(',').includes(COUNTRY)) return [];
        const found = CITIES.filter(({ city }) => city.toLowerCase().startsWith(name.toLowerCase()));
        return found.map((city) => ({ ...city, country_code: COUNTRY }));
      }),
    );
  };
}

type Point = (typeof POINTS)[number];

function toView({ code, cityCode, postal, address, at: [latitude, longitude] }: Point): object {
  const { city, region } = CITIES.find((each) => each.code === cityCode) ?? CITIES[0];
  return {
    code,
    name: `${code}, ${city}`,
    type: 'PVZ',
    is_handout: true,
    work_time: 'Пн-Вс 10:00-20:00',
    location: { country_code: COUNTRY, region, city, postal_code: postal, address, latitude, longitude },
  };
}
