import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

export type RootType = 'query' | 'mutation' | 'subscription';

/** A root field of the graph, to be asked with any arguments. */
export interface RootField {
  /** `Query.products`, as access.json has it. */
  readonly name: string;
  readonly operation: RootType;
  readonly field: GraphQLField<unknown, unknown>;
}

/** A place among the arguments that takes a value of a scalar: `['input', 'lines', 'variantId']`. */
export interface Place {
  readonly path: readonly string[];
  readonly scalar: string;
}

/** Makes the value of a scalar at a place. */
export type MakeScalar = (place: Place) => unknown;

const DEEPEST_INPUT = 6;

/** Every root field, in the order of the schema. */
export function rootFieldsOf(schema: GraphQLSchema): RootField[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([operation, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({ name: `${type?.name}.${field.name}`, operation, field })),
  );
}

/** One operation for the field, with these arguments as variables of the same names, and everything selected. */
export function documentOf({ operation, field }: RootField, given: object, depth: number): string {
  const args = field.args.filter(({ name }) => name in given);
  const declared = args.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const selection = everythingOf(getNamedType(field.type), depth);
  return `${operation} ${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`} ${selection} }`;
}

/** All fields that need no argument, down to the depth; a type is not entered again below itself. */
export function everythingOf(type: GraphQLNamedOutputType, depth: number, above: readonly string[] = []): string {
  if (!isCompositeType(type)) return '';
  if (isAbstractType(type)) return '{ __typename ... on UserError { code message path } }';
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (field.args.some(isRequiredArgument)) return [];
    if (!isCompositeType(inner)) return [field.name];
    if (depth <= 1 || above.includes(inner.name)) return [];
    return [`${field.name} ${everythingOf(inner, depth - 1, [...above, type.name])}`];
  });
  return `{ __typename ${fields.join(' ')} }`;
}

/** Variables with every argument and every input field filled in. */
export function allArguments(field: RootField['field'], make: MakeScalar): Record<string, unknown> {
  return Object.fromEntries(field.args.map((arg) => [arg.name, valueOf(arg.type, [arg.name], make)]));
}

/** Variables with what is required, and what leads to one place. */
export function argumentsFor(
  field: RootField['field'],
  make: MakeScalar,
  target: readonly string[],
): Record<string, unknown> {
  const wanted = field.args.filter((arg) => isRequiredArgument(arg) || arg.name === target[0]);
  return Object.fromEntries(wanted.map((arg) => [arg.name, valueOf(arg.type, [arg.name], make, target)]));
}

/** Every place among the arguments that takes a scalar. */
export function placesOf(field: RootField['field']): Place[] {
  const places: Place[] = [];
  allArguments(field, (place) => void places.push(place));
  return places;
}

/** A value of the type; with a target only what is required or leads there. */
function valueOf(
  type: GraphQLInputType,
  path: readonly string[],
  make: MakeScalar,
  target?: readonly string[],
): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [valueOf(nullable.ofType, path, make, target)];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (!isInputObjectType(nullable)) return make({ path, scalar: nullable.toString() });
  if (path.length > DEEPEST_INPUT) return {};
  const fields = Object.values(nullable.getFields()).filter((field) => isWanted(field, path.length, target));
  return Object.fromEntries(
    fields.map((field) => [field.name, valueOf(field.type, [...path, field.name], make, target)]),
  );
}

function isWanted(field: GraphQLInputField, depth: number, target?: readonly string[]): boolean {
  return target === undefined || isRequiredInputField(field) || target[depth] === field.name;
}

/** True for an argument that takes ids. */
export function takesId({ scalar }: Place): boolean {
  return scalar === 'ID';
}
