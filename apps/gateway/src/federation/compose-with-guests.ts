import { findBreakingChanges, type GraphQLSchema, parse, visit } from 'graphql';
import { composeSupergraph, publicSchemaOf, type Subgraph } from './compose.ts';

/** A guest that was left out, and why. */
export interface RefusedGuest {
  readonly name: string;
  readonly reason: string;
}

/** A graph that works, and the guests that are not part of it. */
export interface ComposedGraph {
  readonly supergraph: string;
  readonly refused: readonly RefusedGuest[];
}

/**
 * Composes the shop's own subgraphs with guests: subgraphs of a user that join at run time. A guest only adds. One
 * that does not parse, does not compose, overrides an own field or changes what the shop already promises its clients
 * is left out and reported. Throws `CompositionFailed` only when the own subgraphs fail by themselves.
 */
export function composeWithGuests(own: readonly Subgraph[], guests: readonly Subgraph[]): ComposedGraph {
  const promised = publicSchemaOf(composeSupergraph(own));
  const admitted = [...own];
  const refused = new Map(guests.map((guest) => [guest, '']));
  // A guest may build on another one, so the refused try again as long as somebody joins.
  let joined: number;
  do {
    joined = 0;
    for (const guest of refused.keys()) {
      const reason = reasonToRefuse(guest, admitted, own, promised);
      refused.set(guest, reason ?? '');
      if (reason) continue;
      refused.delete(guest);
      admitted.push(guest);
      joined++;
    }
  } while (joined > 0);
  return {
    supergraph: composeSupergraph(admitted),
    refused: [...refused].map(([{ name }, reason]) => ({ name, reason })),
  };
}

function reasonToRefuse(
  guest: Subgraph,
  admitted: readonly Subgraph[],
  own: readonly Subgraph[],
  promised: GraphQLSchema,
): string | undefined {
  if (admitted.some(({ name }) => name === guest.name)) return `The name ${guest.name} is taken.`;
  try {
    const schema = publicSchemaOf(composeSupergraph([...admitted, guest]));
    const overridden = overriddenSubgraph(guest, own);
    if (overridden) return `It overrides a field of ${overridden}.`;
    const [change] = findBreakingChanges(promised, schema);
    return change && `It would change the shop's own schema: ${change.description}`;
  } catch (error) {
    // Whatever the composer makes of a stranger's text, the graph stays up.
    return error instanceof Error ? error.message : String(error);
  }
}

/** `@override(from:)` may be imported under another name; no other federation directive has an argument `from`. */
function overriddenSubgraph(guest: Subgraph, own: readonly Subgraph[]): string | undefined {
  let overridden: string | undefined;
  visit(parse(guest.sdl), {
    Directive({ arguments: args = [] }) {
      const from = args.find(({ name }) => name.value === 'from')?.value;
      if (from?.kind !== 'StringValue') return;
      overridden ??= own.find(({ name }) => name === from.value)?.name;
    },
  });
  return overridden;
}
