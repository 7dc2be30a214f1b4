import { Injectable } from '@nestjs/common';
import { decodeCursor, type KeysetPage, pageSize, toPage } from '@tovar/platform';
import { toArea } from '../domain/area.ts';
import { Carriers, type PickupPlace, type PickupPoint } from '../domain/carrier.ts';

/** Where, and whose points. */
export interface PickupQuestion extends PickupPlace {
  readonly carrier: string;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** Where a buyer can pick up what a carrier brings. No statement: carriers know, and remember for a while. */
@Injectable()
export class PickupPoints {
  constructor(private readonly carriers: Carriers) {}

  /**
   * In the order of their codes. Throws `InvalidPageSize`, `InvalidCursor`, `UnknownCountry`, `UnknownCarrier`, and
   * `CarrierSilent` when the carrier cannot be asked now.
   */
  async page({ carrier, first, after, ...place }: PickupQuestion): Promise<KeysetPage<PickupPoint>> {
    const size = pageSize(first);
    const [behind] = after === undefined || after === null ? [''] : decodeCursor(after, 'string');
    toArea({ country: place.country });
    const points = await this.carriers.get(carrier).pickupPoints(place);
    const rest = points.filter(({ code }) => code > behind).toSorted(byCode);
    return toPage(rest.slice(0, size + 1), size, ({ code }) => [code]);
  }
}

function byCode(one: PickupPoint, other: PickupPoint): number {
  return one.code < other.code ? -1 : 1;
}
