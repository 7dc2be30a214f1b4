import type { z } from 'zod';
import type { PickupPlace, PickupPoint } from '../../domain/carrier.ts';
import { type CdekApi, CdekRefused } from './cdek-api.ts';
import { citiesAnswer, pointsAnswer, shownPoint } from './cdek-answers.ts';
import { KeptAnswers } from './kept-answers.ts';

const KEPT_MS = 600_000;
/** A city has hundreds of points, and every postal code of it is another question. */
const PLACES_KEPT = 50;
/** The largest cities have more than a thousand. */
const MOST_POINTS = 2_000;
/** Of cities with the same name so many are looked at, each by a call; in the villages after them few points are. */
const MOST_NAMESAKES = 5;

type FoundPoints = z.output<typeof pointsAnswer>;

/** Where CDEK hands parcels over (GET /deliverypoints); it knows cities by their codes (GET /location/cities). */
export class CdekPoints {
  private readonly kept = new KeptAnswers<readonly PickupPoint[]>(KEPT_MS, PLACES_KEPT);

  constructor(
    private readonly api: CdekApi,
    private readonly timeoutMs: number,
  ) {}

  /** For a buyer, who does not wait long; none where CDEK has none. Throws `CarrierSilent`. */
  near(place: PickupPlace): Promise<readonly PickupPoint[]> {
    const { country, postalCode, city } = place;
    const question = JSON.stringify([country, postalCode, city?.toLowerCase()]);
    return this.kept.get(question, () => this.shown(place));
  }

  /** For a parcel: undefined where CDEK has none. Throws `CdekRefused` and `CarrierSilent`. */
  async nearest(place: PickupPlace): Promise<string | undefined> {
    const [point] = await this.find(place);
    return point?.code;
  }

  private async shown(place: PickupPlace): Promise<readonly PickupPoint[]> {
    try {
      const points = await this.find(place, this.timeoutMs);
      return points.slice(0, MOST_POINTS).flatMap((point) => {
        const { data } = shownPoint.safeParse(point);
        return data ? [toPoint(data)] : [];
      });
    } catch (error) {
      if (error instanceof CdekRefused) return [];
      throw error;
    }
  }

  private async find({ country, postalCode, city }: PickupPlace, timeoutMs?: number): Promise<FoundPoints> {
    if (postalCode || !city) return this.ask({ country_code: country, postal_code: postalCode ?? '' }, timeoutMs);
    const codes = await this.codesOf(city, country, timeoutMs);
    const found = await Promise.all(codes.map((code) => this.ask({ city_code: String(code) }, timeoutMs)));
    return found.flat();
  }

  private ask(place: Readonly<Record<string, string>>, timeoutMs?: number): Promise<FoundPoints> {
    const operation = 'find a pick-up point';
    const path = `/deliverypoints?${toQuery({ ...place, type: 'PVZ', is_handout: 'true' })}`;
    return this.api.call({ operation, method: 'GET', path, answer: pointsAnswer, isSafeToRepeat: true, timeoutMs });
  }

  /** CDEK may answer with names that only begin so. */
  private async codesOf(city: string, country: string, timeoutMs?: number): Promise<number[]> {
    const operation = 'find a city';
    const path = `/location/cities?${toQuery({ country_codes: country, city })}`;
    const call = { operation, method: 'GET', path, answer: citiesAnswer, isSafeToRepeat: true, timeoutMs } as const;
    const cities = await this.api.call(call);
    const namesakes = cities.filter(({ city: name }) => name.toLowerCase() === city.toLowerCase());
    return [...new Set(namesakes.map(({ code }) => code))].slice(0, MOST_NAMESAKES);
  }
}

/** What is empty is not asked for. */
function toQuery(asked: Readonly<Record<string, string>>): string {
  return new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '')).toString();
}

function toPoint({ code, name, work_time: openingHours, location }: z.output<typeof shownPoint>): PickupPoint {
  const { region, city, address, postal_code: postalCode, latitude, longitude } = location;
  return {
    code,
    name: name ?? code,
    region: region ?? null,
    city,
    address,
    postalCode: postalCode ?? null,
    openingHours: openingHours ?? null,
    latitude: latitude ?? null,
    longitude: longitude ?? null,
  };
}
