import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type TypeDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';

type WithFields = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

const ROOTS = ['Query', 'Mutation', 'Subscription'];
/** What Federation itself puts into a subgraph. */
const OF_FEDERATION = /^(_|link__|federation__)/;

/** Every root field of a subgraph and who may, as its directives say. */
export function rootFields(document: DocumentNode): [field: string, whoMay: string][] {
  return fieldsOf(document, (type) => ROOTS.includes(type)).map(({ name, field }) => [name, allowedBy(field)]);
}

/** The fields below the root that not everybody may read. */
export function guardedFields(document: DocumentNode): [field: string, whoMay: string][] {
  const below = fieldsOf(document, (type) => !ROOTS.includes(type));
  return below
    .map(({ name, field }): [string, string] => [name, allowedBy(field)])
    .filter(([, whoMay]) => whoMay !== 'public');
}

/** Types and fields that say nothing of themselves. A mere reference to another service's type is described there. */
export function undescribed({ definitions }: DocumentNode): string[] {
  return definitions
    .filter(isType)
    .filter((type) => !isReference(type))
    .flatMap(silentParts);
}

function silentParts(type: TypeDefinitionNode): string[] {
  const fields = 'fields' in type ? (type.fields ?? []) : [];
  const silent = fields.filter(({ name, description }) => !OF_FEDERATION.test(name.value) && !description?.value);
  const own = type.description?.value || ROOTS.includes(type.name.value) ? [] : [type.name.value];
  return [...own, ...silent.map(({ name }) => `${type.name.value}.${name.value}`)];
}

function isType(definition: DefinitionNode): definition is TypeDefinitionNode {
  return (
    'name' in definition &&
    definition.kind.endsWith('TypeDefinition') &&
    !OF_FEDERATION.test(definition.name?.value ?? '')
  );
}

function isReference({ directives = [] }: TypeDefinitionNode): boolean {
  const keys = directives.filter(({ name }) => name.value === 'key');
  return keys.length > 0 && keys.every((key) => argument(key, 'resolvable') === false);
}

function fieldsOf(
  { definitions }: DocumentNode,
  isWanted: (type: string) => boolean,
): { name: string; field: FieldDefinitionNode }[] {
  const types = definitions.filter(
    (each): each is WithFields => each.kind === Kind.OBJECT_TYPE_DEFINITION || each.kind === Kind.OBJECT_TYPE_EXTENSION,
  );
  return types
    .filter(({ name }) => isWanted(name.value))
    .flatMap((type) => (type.fields ?? []).map((field) => ({ name: `${type.name.value}.${field.name.value}`, field })))
    .filter(({ field }) => !OF_FEDERATION.test(field.name.value));
}

function allowedBy({ directives = [] }: FieldDefinitionNode): string {
  const scopes = directives.find(({ name }) => name.value === 'requiresScopes');
  if (scopes) return (argument(scopes, 'scopes') as string[][]).map((all) => all.join(' and ')).join(' or ');
  return directives.some(({ name }) => name.value === 'authenticated') ? 'authenticated' : 'public';
}

function argument(directive: ConstDirectiveNode, name: string): unknown {
  const value = directive.arguments?.find((each) => each.name.value === name)?.value;
  return value && valueFromASTUntyped(value);
}
