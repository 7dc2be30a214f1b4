import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  GraphQLInt,
  type GraphQLObjectType,
  type GraphQLSchema,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
  print,
} from 'graphql';
import { astFromValue } from 'graphql/utilities/astFromValue.js';
import { type KnownIds, thingNamed } from './known-ids.ts';
import { argumentsFor } from './operation-builder.ts';
import { sampleScalar } from './sample-scalar.ts';

type Field = GraphQLField<unknown, unknown>;

/** A field of the graph, and how a query comes to it. */
export interface FieldPath {
  /** `Product.related`. */
  readonly name: string;
  readonly field: Field;
  /** From the root down to it. */
  readonly fields: readonly Field[];
}

/** How the size of a page is said. */
export interface SizeIn {
  /** What stands after the name of the operation: `($n: Int)`. */
  readonly declared?: string;
  /** `100`, or `$n`. */
  readonly value: string;
}

const SIZES = ['first', 'last', 'limit'];
const DEEPEST = 5;

/** The shortest way of a query to every field of the graph. */
export function pathsOf(schema: GraphQLSchema): FieldPath[] {
  const found = new Map<string, FieldPath>();
  let level: { type: GraphQLObjectType; above: readonly Field[] }[] = [];
  const root = schema.getQueryType();
  if (root) level = [{ type: root, above: [] }];
  for (let depth = 1; depth <= DEEPEST; depth += 1) {
    const next: typeof level = [];
    for (const { type, above } of level) {
      for (const field of Object.values(type.getFields())) {
        const name = `${type.name}.${field.name}`;
        if (found.has(name)) continue;
        const fields = [...above, field];
        found.set(name, { name, field, fields });
        const inner = getNamedType(field.type);
        if (isObjectType(inner)) next.push({ type: inner, above: fields });
      }
    }
    level = next;
  }
  return [...found.values()];
}

/** The argument that says how long a page is. */
export function sizeArgument({ args }: Field): GraphQLArgument | undefined {
  return args.find(({ name, type }) => SIZES.includes(name) && getNamedType(type) === GraphQLInt);
}

/** A query that asks for the field, with a page of this size if it has pages; pages above it hold one entry. */
export function queryFor(
  { fields }: FieldPath,
  { declared = '', value }: SizeIn = { value: '1' },
  ids: KnownIds = {},
): string {
  const written = fields.reduceRight((inner, field, index) => {
    const isLast = index === fields.length - 1;
    return `${field.name}${argumentsOf(field, isLast ? value : '1', ids)} ${isLast ? selectionOf(field) : `{ ${inner} }`}`;
  }, '');
  return `query ${declared} { ${written} }`;
}

/** What is required, which thing is meant, and the size of the page. */
function argumentsOf(field: Field, size: string, ids: KnownIds): string {
  const known = (name: string): string | undefined => ids[thingNamed(name, field.name, Object.keys(ids)) ?? ''];
  const required = field.args.filter((arg) => isRequiredArgument(arg) || arg.name === 'id');
  const values = argumentsFor(field, (place) => sampleScalar(place, known), ['id']);
  const given = required.map((arg) => `${arg.name}: ${literal(arg, values[arg.name])}`);
  const paged = sizeArgument(field);
  const all = [...given, ...(paged ? [`${paged.name}: ${size}`] : [])];
  return all.length > 0 ? `(${all.join(', ')})` : '';
}

function literal({ type }: GraphQLArgument, value: unknown): string {
  const node = astFromValue(value, type);
  return node ? print(node) : 'null';
}

/** Of a page its entries, so that it costs as much as it is long. */
function selectionOf(field: Field): string {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return '';
  const fields = isObjectType(type) ? type.getFields() : {};
  const entries = ['edges', 'nodes', 'items'].filter((name) => name in fields);
  return `{ __typename ${entries.map((name) => `${name} { __typename }`).join(' ')} }`;
}
