import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large a selection is, with its fragments written out. */
export interface SelectionSize {
  /** Levels of fields. */
  readonly depth: number;
  /** Fields on the outermost level. */
  readonly fields: number;
  /** Fields and spreads on all levels. */
  readonly selections: number;
  readonly aliases: number;
  readonly directives: number;
}

const NOTHING: SelectionSize = { depth: 0, fields: 0, selections: 0, aliases: 0, directives: 0 };

/**
 * Measures an operation without writing its fragments out: each is measured once, so a document of fragments that double
 * each other takes no longer than to read it. A cycle counts once; validation refuses it.
 */
export function sizeOf(operation: OperationDefinitionNode, document: DocumentNode): SelectionSize {
  const size = new Measure(document).ofSet(operation.selectionSet);
  const variables = operation.variableDefinitions ?? [];
  const own = [operation, ...variables].flatMap(({ directives = [] }) => directives);
  return { ...size, directives: size.directives + own.length };
}

class Measure {
  readonly #fragments = new Map<string, SelectionSetNode>();
  readonly #known = new Map<string, SelectionSize>();

  constructor({ definitions }: DocumentNode) {
    for (const definition of definitions) {
      if (definition.kind !== Kind.FRAGMENT_DEFINITION) continue;
      this.#fragments.set(definition.name.value, definition.selectionSet);
    }
  }

  ofSet({ selections }: SelectionSetNode): SelectionSize {
    return selections.map((selection) => this.ofSelection(selection)).reduce(sum, NOTHING);
  }

  private ofSelection(selection: SelectionNode): SelectionSize {
    const own = { ...NOTHING, selections: 1, directives: selection.directives?.length ?? 0 };
    if (selection.kind === Kind.FRAGMENT_SPREAD) return sum(own, this.ofFragment(selection.name.value));
    if (selection.kind === Kind.INLINE_FRAGMENT) return sum(own, this.ofSet(selection.selectionSet));
    const below = selection.selectionSet ? this.ofSet(selection.selectionSet) : NOTHING;
    const field = sum({ ...own, aliases: selection.alias ? 1 : 0 }, below);
    // Introspection is deep by nature; a validation rule keeps it from going in circles.
    const isIntrospection = selection.name.value === '__schema' || selection.name.value === '__type';
    return { ...field, fields: 1, depth: isIntrospection ? 1 : below.depth + 1 };
  }

  private ofFragment(name: string): SelectionSize {
    const known = this.#known.get(name);
    if (known) return known;
    this.#known.set(name, NOTHING);
    const selectionSet = this.#fragments.get(name);
    const size = selectionSet ? this.ofSet(selectionSet) : NOTHING;
    this.#known.set(name, size);
    return size;
  }
}

/** Side by side: they share their depth and add up in everything else. */
function sum(one: SelectionSize, other: SelectionSize): SelectionSize {
  return {
    depth: Math.max(one.depth, other.depth),
    fields: one.fields + other.fields,
    selections: one.selections + other.selections,
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
  };
}
