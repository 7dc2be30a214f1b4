import type { z } from 'zod';
import type { PickupPlace, PickupPoint } from '../../domain/carrier.ts';
import { type CdekApi, CdekRefused } from './cdek-api.ts';
import { citiesAnswer, knownCity, pointsAnswer, shownPoint } from './cdek-answers.ts';
import { KeptAnswers } from './kept-answers.ts';

const KEPT_MS = 600_000;
/** A city has hundreds of points, and every postal code of it is another question. */
const PLACES_KEPT = 50;
/** The largest cities have more than a thousand. */
const MOST_POINTS = 2_000;
/** Of cities with the same name so many are looked at, each by a call; in the villages after them few points are. */
const MOST_NAMESAKES = 5;

type FoundPoints = z.output<typeof pointsAnswer>;
/** What points are asked for by. */
type Question = Readonly<Record<string, string>>;

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

  /**
   * For a parcel: undefined where CDEK has none, and where several cities may be meant. Throws `CdekRefused` and
   * `CarrierSilent`.
   */
  async nearest(place: PickupPlace & { readonly region?: string | null }): Promise<string | undefined> {
    const [question, ...others] = await this.questionsOf(place, place.region);
    if (!question || others.length > 0) return undefined;
    const [point] = await this.ask(question);
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

  private async find(place: PickupPlace, timeoutMs: number): Promise<FoundPoints> {
    const questions = await this.questionsOf(place, undefined, timeoutMs);
    return (await Promise.all(questions.map((question) => this.ask(question, timeoutMs)))).flat();
  }

  private async questionsOf(
    { country, postalCode, city }: PickupPlace,
    region?: string | null,
    timeoutMs?: number,
  ): Promise<Question[]> {
    if (postalCode) return [{ country_code: country, postal_code: postalCode }];
    if (!city) return [];
    const namesakes = await this.namesakesOf(city, country, timeoutMs);
    const inRegion = namesakes.filter((namesake) => region && isSame(namesake.region ?? '', region));
    const meant = inRegion.length > 0 ? inRegion : namesakes;
    return [...new Set(meant.map(({ code }) => String(code)))]
      .slice(0, MOST_NAMESAKES)
      .map((code) => ({ city_code: code }));
  }

  private ask(place: Question, timeoutMs?: number): Promise<FoundPoints> {
    const operation = 'find a pick-up point';
    const path = `/deliverypoints?${toQuery({ ...place, type: 'PVZ', is_handout: 'true' })}`;
    return this.api.call({ operation, method: 'GET', path, answer: pointsAnswer, isSafeToRepeat: true, timeoutMs });
  }

  /** CDEK may answer with names that only begin so. */
  private async namesakesOf(city: string, country: string, timeoutMs?: number): Promise<z.output<typeof knownCity>[]> {
    const operation = 'find a city';
    const path = `/location/cities?${toQuery({ country_codes: country, city })}`;
    const call = { operation, method: 'GET', path, answer: citiesAnswer, isSafeToRepeat: true, timeoutMs } as const;
    const cities = (await this.api.call(call)).flatMap((answered) => knownCity.safeParse(answered).data ?? []);
    return cities.filter(({ city: name }) => isSame(name, city));
  }
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function toQuery(asked: Question): string {
  return new URLSearchParams(asked).toString();
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
