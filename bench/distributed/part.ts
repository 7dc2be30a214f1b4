import type { Figure } from './figure.ts';
import type { Openings } from './openings.ts';

/** How much is measured, and how long. */
export interface Settings {
  readonly rounds: number;
  /** Of each measurement in a round. */
  readonly seconds: number;
  readonly products: number;
  /** How much of a core a replica gets where replicas are compared, from 0 to 1. */
  readonly share: number;
}

/** One of the promises that a distributed shop makes beside one in a single process. */
export interface Part {
  readonly name: string;
  /** How often `onStep` is called. */
  steps(settings: Settings): number;
  measure(settings: Settings, around: Surroundings): Promise<readonly Figure[]>;
}

export interface Surroundings {
  readonly openings: Openings;
  readonly onStep: () => void;
}
