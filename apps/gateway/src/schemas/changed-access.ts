import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  print,
} from 'graphql';

/** As services import them; see `@tovar/platform`. */
const ACCESS_DIRECTIVES = new Set(['authenticated', 'requiresScopes', 'policy']);

/**
 * The first type or field whose access marks are not the ones it had, as `Type` or `Type.field`; undefined when all are.
 * What is new may have any marks, and what is gone needs none.
 */
export function changedAccess(before: string, after: string): string | undefined {
  const marks = accessMarks(parse(after));
  for (const [place, mark] of accessMarks(parse(before))) {
    const now = marks.get(place);
    if (now !== undefined && now !== mark) return place;
  }
  return undefined;
}

function accessMarks(document: DocumentNode): Map<string, string> {
  return new Map(document.definitions.flatMap((definition) => marksOf(definition)));
}

function marksOf(definition: DefinitionNode): [string, string][] {
  if (!isTypeWithFields(definition)) return [];
  const { name, directives, fields = [] } = definition;
  const ofFields = fields.map((field): [string, string] => [
    `${name.value}.${field.name.value}`,
    printed(field.directives),
  ]);
  return [[name.value, printed(directives)], ...ofFields];
}

type TypeWithFields =
  | ObjectTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeDefinitionNode
  | InterfaceTypeExtensionNode;

const WITH_FIELDS: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
]);

function isTypeWithFields(definition: DefinitionNode): definition is TypeWithFields {
  return WITH_FIELDS.has(definition.kind);
}

function printed(directives: readonly ConstDirectiveNode[] = []): string {
  const access = directives.filter(({ name }) => ACCESS_DIRECTIVES.has(name.value));
  return access.map((directive) => print(directive)).join(' ');
}
