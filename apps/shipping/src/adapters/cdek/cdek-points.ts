import type { z } from 'zod';
import type { PickupPlace, PickupPoint } from '../../domain/carrier.ts';
import { type CdekApi, CdekRefused } from './cdek-api.ts';
import { pointsAnswer, shownPoint } from './cdek-answers.ts';
import { KeptAnswers } from './kept-answers.ts';

const KEPT_MS = 600_000;
/** A city has hundreds of points, and every postal code of it is another question. */
const PLACES_KEPT = 50;
const MOST_POINTS = 500;

/** Where CDEK hands parcels over (GET /deliverypoints). */
export class CdekPoints {
  private readonly kept = new KeptAnswers<readonly PickupPoint[]>(KEPT_MS, PLACES_KEPT);

  constructor(
    private readonly api: CdekApi,
    private readonly timeoutMs: number,
  ) {}

  /** For a buyer, who does not wait long; none where CDEK has none. Throws `CarrierSilent`. */
  near(place: PickupPlace): Promise<readonly PickupPoint[]> {
    const path = pathOf(place);
    return this.kept.get(path, () => this.shown(path));
  }

  /** For a parcel: undefined where CDEK has none. Throws `CdekRefused` and `CarrierSilent`. */
  async nearest(place: PickupPlace): Promise<string | undefined> {
    const [point] = await this.ask(pathOf(place));
    return point?.code;
  }

  private async shown(path: string): Promise<readonly PickupPoint[]> {
    try {
      const points = await this.ask(path, this.timeoutMs);
      return points.slice(0, MOST_POINTS).flatMap((point) => {
        const { data } = shownPoint.safeParse(point);
        return data ? [toPoint(data)] : [];
      });
    } catch (error) {
      if (error instanceof CdekRefused) return [];
      throw error;
    }
  }

  private ask(path: string, timeoutMs?: number): Promise<z.output<typeof pointsAnswer>> {
    const operation = 'find a pick-up point';
    return this.api.call({ operation, method: 'GET', path, answer: pointsAnswer, isSafeToRepeat: true, timeoutMs });
  }
}

function pathOf({ country, postalCode }: PickupPlace): string {
  const place = { country_code: country, ...(postalCode && { postal_code: postalCode }) };
  return `/deliverypoints?${new URLSearchParams({ ...place, type: 'PVZ', is_handout: 'true' }).toString()}`;
}

function toPoint({ code, name, work_time: openingHours, location }: z.output<typeof shownPoint>): PickupPoint {
  const { city, address, postal_code: postalCode, latitude, longitude } = location;
  return {
    code,
    name: name ?? code,
    city,
    address,
    postalCode: postalCode ?? null,
    openingHours: openingHours ?? null,
    latitude: latitude ?? null,
    longitude: longitude ?? null,
  };
}
