import { Injectable } from '@nestjs/common';
import { RequestBatch, rowsOf, SqlDatabase } from '@tovar/platform';
import { type Destination, toArea, whereabouts } from '../domain/area.ts';
import type { Estimate } from '../domain/method.ts';

/** How long it takes to bring something somewhere, before anybody has said how and for how much. */
@Injectable()
export class DeliveryEstimates {
  private readonly byPlace = new RequestBatch((places) => this.load(places));

  constructor(private readonly database: SqlDatabase) {}

  /**
   * Of the quickest enabled method that reaches the destination; undefined where none does. One statement, however many
   * products of a request ask. Throws `UnknownCountry`.
   */
  async to(destination: Destination): Promise<Estimate | undefined> {
    toArea({ country: destination.country });
    return this.byPlace.load(JSON.stringify(whereabouts(destination)));
  }

  private async load(places: readonly string[]): Promise<ReadonlyMap<string, Estimate>> {
    const asked = places.map((place) => JSON.parse(place) as string[]);
    const columns = [0, 1, 2].map((column) => asked.map((place) => place[column]));
    const rows = await this.database.prepared<Estimate & { place: number }>(QUICKEST, columns);
    return new Map(rows.map(({ place, minDays, maxDays }) => [places[place - 1] ?? '', { minDays, maxDays }]));
  }
}

// The most specific area decides, as it does for quotes.
const QUICKEST = {
  name: 'delivery-estimates',
  text: `
    SELECT asked.place::integer AS place, quickest.min_days AS "minDays", quickest.max_days AS "maxDays"
      FROM ${rowsOf('text', 'text', 'text')} WITH ORDINALITY AS asked (country, region, postal_code, place)
           CROSS JOIN LATERAL (
             SELECT zone_id FROM zone_area
              WHERE country = asked.country AND region IN ('', asked.region) AND starts_with(asked.postal_code, postal_prefix)
              ORDER BY length(postal_prefix) DESC, region DESC LIMIT 1) AS area
           CROSS JOIN LATERAL (
             SELECT s.min_days, s.max_days
               FROM method_zone s JOIN method m ON m.id = s.method_id AND m.is_enabled
              WHERE s.zone_id = area.zone_id ORDER BY s.max_days, s.min_days LIMIT 1) AS quickest`,
};
