import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The names of an operation's root fields, one for each time that they are asked for, fragments written out. */
export function rootFieldsOf(operation: OperationDefinitionNode, document: DocumentNode): string[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const namesIn = ({ selections }: SelectionSetNode, within: ReadonlySet<string>): string[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value;
      if (selection.kind === Kind.INLINE_FRAGMENT) return namesIn(selection.selectionSet, within);
      const { value } = selection.name;
      const fragment = within.has(value) ? undefined : fragments.get(value);
      return fragment ? namesIn(fragment.selectionSet, new Set([...within, value])) : [];
    });
  return namesIn(operation.selectionSet, new Set());
}
