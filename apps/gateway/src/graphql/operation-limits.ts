import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import type { GatewayConfig } from '../gateway.config.ts';
import { OperationTooLarge } from './operation.errors.ts';

interface Size {
  readonly depth: number;
  readonly aliases: number;
}

type Limits = Pick<GatewayConfig, 'GATEWAY_MAX_DEPTH' | 'GATEWAY_MAX_ALIASES' | 'GATEWAY_MAX_ROOT_FIELDS'>;

/**
 * Throws `OperationTooLarge` for an operation over a limit. Fragments count wherever they are spread, each measured once,
 * so a document of fragments in fragments is measured in the time it takes to read it.
 */
export function checkLimits(document: DocumentNode, limits: Limits): void {
  const measure = measurer(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, aliases } = measure(definition.selectionSet);
    refuseOver('levels', depth, limits.GATEWAY_MAX_DEPTH);
    refuseOver('aliases', aliases, limits.GATEWAY_MAX_ALIASES);
    refuseOver('root fields', definition.selectionSet.selections.length, limits.GATEWAY_MAX_ROOT_FIELDS);
  }
}

function refuseOver(what: string, found: number, allowed: number): void {
  if (found > allowed) throw new OperationTooLarge(what, found, allowed);
}

function measurer(document: DocumentNode): (selections: SelectionSetNode) => Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Size>();

  const ofFragment = (name: string): Size => {
    const size = known.get(name);
    if (size) return size;
    const fragment = fragments.get(name);
    known.set(name, { depth: 0, aliases: 0 });
    const measured = fragment ? ofSelections(fragment.selectionSet) : { depth: 0, aliases: 0 };
    known.set(name, measured);
    return measured;
  };
  const ofSelections = ({ selections }: SelectionSetNode): Size => {
    let depth = 0;
    let aliases = 0;
    for (const selection of selections) {
      const inner = innerSize(selection);
      depth = Math.max(depth, inner.depth);
      aliases += inner.aliases;
    }
    return { depth, aliases };
  };
  const innerSize = (selection: SelectionSetNode['selections'][number]): Size => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return ofSelections(selection.selectionSet);
    const own = selection.alias ? 1 : 0;
    if (!selection.selectionSet) return { depth: 1, aliases: own };
    const { depth, aliases } = ofSelections(selection.selectionSet);
    return { depth: depth + 1, aliases: aliases + own };
  };
  return ofSelections;
}
