import { type RefusedGuest, composeWithGuests } from '../federation/compose-with-guests.ts';
import type { Subgraph } from '../federation/compose.ts';

/** The graph to serve from now on. */
export interface GraphWithGuests {
  readonly supergraph: string;
  /** The guests in it, each with the schema that it is in it with. */
  readonly joined: ReadonlyMap<string, Subgraph>;
  /** Guests that are not in it, and those that are in it with an older schema than they tell. */
  readonly refused: readonly RefusedGuest[];
}

/**
 * Composes the guests as they describe themselves now. One that joined before stays with the schema it had then while it
 * describes itself in a way that does not compose, or does not answer: clients that use it lose nothing by its bad day.
 */
export function composeOrKeep(
  own: readonly Subgraph[],
  described: readonly Subgraph[],
  before: ReadonlyMap<string, Subgraph>,
): GraphWithGuests {
  const silent = [...before.values()].filter(({ name }) => described.every((guest) => guest.name !== name));
  const first = compose(own, [...described, ...silent]);
  const kept = first.refused.flatMap(({ name }) => before.get(name) ?? []);
  if (kept.length === 0) return first;
  const names = new Set(first.refused.map(({ name }) => name));
  const admitted = [...first.joined.values()];
  const second = compose(own, [...admitted, ...kept]);
  const refused = [...first.refused, ...second.refused.filter(({ name }) => !names.has(name))];
  return { ...second, refused };
}

function compose(own: readonly Subgraph[], guests: readonly Subgraph[]): GraphWithGuests {
  const { supergraph, refused } = composeWithGuests(own, guests);
  const left = new Set(refused.map(({ name }) => name));
  const joined = new Map(guests.filter(({ name }) => !left.has(name)).map((guest) => [guest.name, guest]));
  return { supergraph, joined, refused };
}
