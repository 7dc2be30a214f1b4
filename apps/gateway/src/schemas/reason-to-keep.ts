import { findBreakingChanges } from 'graphql';
import { composeSupergraph, publicSchemaOf, type Subgraph } from '../federation/compose.ts';
import { changedAccess } from './changed-access.ts';

/**
 * Why a service's newer schema must not be served, or undefined when it may: a service adds to what the shop promises while
 * the shop is open, and takes nothing away from it, neither a field nor who may see it. That needs a build.
 */
export function reasonToKeep(current: readonly Subgraph[], newer: Subgraph): string | undefined {
  const before = current.find(({ name }) => name === newer.name);
  if (!before) return `There is no service ${newer.name}.`;
  try {
    const changed = changedAccess(before.sdl, newer.sdl);
    if (changed) return `It changes who may reach ${changed}.`;
    const after = composeSupergraph(current.map((subgraph) => (subgraph === before ? newer : subgraph)));
    const [change] = findBreakingChanges(publicSchemaOf(composeSupergraph(current)), publicSchemaOf(after));
    return change && `It takes something away: ${change.description}`;
  } catch (error) {
    // A service that was deployed half may tell anything; the graph stays up.
    return error instanceof Error ? error.message : String(error);
  }
}
