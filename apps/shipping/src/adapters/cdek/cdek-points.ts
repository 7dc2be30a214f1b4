import type { z } from 'zod';
import type { PickupPlace, PickupPoint } from '../../domain/carrier.ts';
import { type CdekApi, CdekRefused } from './cdek-api.ts';
import { pointsAnswer } from './cdek-answers.ts';
import { KeptAnswers } from './kept-answers.ts';

const KEPT_MS = 600_000;

/** Where CDEK hands parcels over (GET /deliverypoints). */
export class CdekPoints {
  private readonly kept = new KeptAnswers<readonly PickupPoint[]>(KEPT_MS);

  constructor(
    private readonly api: CdekApi,
    private readonly timeoutMs: number,
  ) {}

  /** None where CDEK has none. Throws `CarrierSilent`. */
  near({ country, postalCode }: PickupPlace): Promise<readonly PickupPoint[]> {
    const place = { country_code: country, ...(postalCode && { postal_code: postalCode }) };
    const path = `/deliverypoints?${new URLSearchParams({ ...place, type: 'PVZ', is_handout: 'true' }).toString()}`;
    return this.kept.get(path, () => this.ask(path));
  }

  private async ask(path: string): Promise<readonly PickupPoint[]> {
    try {
      const points = await this.api.call({
        operation: 'find a pick-up point',
        method: 'GET',
        path,
        answer: pointsAnswer,
        isSafeToRepeat: true,
        timeoutMs: this.timeoutMs,
      });
      return points.map(toPoint);
    } catch (error) {
      if (error instanceof CdekRefused) return [];
      throw error;
    }
  }
}

function toPoint({
  code,
  name,
  work_time: openingHours,
  location,
}: z.output<typeof pointsAnswer>[number]): PickupPoint {
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
