import type { Area } from './area.ts';

/** Where something is delivered to on the same terms. A destination in several zones belongs to the most specific one. */
export interface Zone {
  readonly id: string;
  /** A stable word, unique in the shop. */
  readonly code: string;
  /** For staff. */
  readonly name: string;
  readonly areas: readonly Area[];
  readonly version: number;
}

export type ZoneFields = Omit<Zone, 'id' | 'version'>;
