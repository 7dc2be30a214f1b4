import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { Random } from '@tovar/testing';

export interface Operation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Names that would hurt if an engine trusted them. */
const ALIASES = ['a', 'b', 'id', 'name', 'sku', 'constructor', 'toString', 'valueOf', '_as_a', 'prototype', 'weight'];
const DEEPEST = 5;
const MOST_FIELDS = 40;

/** What nobody uses does no harm. */
const RULES = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule && rule !== NoUnusedVariablesRule);

/** Whether the schema admits it; of what is generated, names that are used twice rule out a half. */
export function isValid(schema: GraphQLSchema, query: string): boolean {
  return validate(schema, parse(query), RULES, { maxErrors: 1 }).length === 0;
}

/** Writes an operation of any form that a schema allows; the same for the same seed. */
export function generateOperation(schema: GraphQLSchema, seed: number | string): Operation {
  return new Generator(schema, new Random(seed)).operation();
}

class Generator {
  readonly #declared: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  readonly #fragments: string[] = [];
  #fields = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
  ) {}

  operation(): Operation {
    const mutation = this.schema.getMutationType();
    const isMutation = mutation && this.random.percent(10);
    const root = isMutation ? mutation : this.schema.getQueryType();
    if (!root) throw new Error('The schema has no query type.');
    const selection = this.selectionSet(root, 0);
    const declared = this.#declared.length > 0 ? `(${this.#declared.join(', ')})` : '';
    const kind = isMutation ? 'mutation' : 'query';
    return { query: [`${kind} Q${declared} ${selection}`, ...this.#fragments].join('\n'), variables: this.#variables };
  }

  private selectionSet(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + this.random.below(depth < 2 ? 5 : 4);
    const selections = Array.from({ length: count }, () => this.selection(type, depth)).filter(Boolean);
    return `{ ${selections.length > 0 ? selections.join(' ') : '__typename'} }`;
  }

  private selection(type: GraphQLCompositeType, depth: number): string {
    const chance = this.random.below(100);
    if (chance < 8) return this.random.percent(50) ? '__typename' : `kind${this.random.below(2)}: __typename`;
    if (chance < 10 && depth === 0 && type.name === 'Query') return '__type(name: "Person") { name kind }';
    if (chance < 30 || isUnionType(type)) return this.fragment(type, depth);
    return this.field(type, depth);
  }

  private fragment(type: GraphQLCompositeType, depth: number): string {
    if (depth > DEEPEST) return '__typename';
    const on = this.random.pick(this.narrowings(type));
    const inner = this.selectionSet(on, depth + 1);
    if (this.random.percent(60)) {
      const condition = on === type && this.random.percent(50) ? '' : ` on ${on.name}`;
      return `...${condition}${this.directive()} ${inner}`;
    }
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${on.name} ${inner}`);
    return `...${name}${this.directive()}`;
  }

  private narrowings(type: GraphQLCompositeType): GraphQLCompositeType[] {
    if (isAbstractType(type)) return [type, ...this.schema.getPossibleTypes(type)];
    return [type, ...type.getInterfaces()];
  }

  private field(type: GraphQLCompositeType, depth: number): string {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const leaves = fields.filter((field) => !isCompositeType(getNamedType(field.type)));
    const isLast = depth >= DEEPEST || this.#fields > MOST_FIELDS;
    if (isLast && leaves.length === 0) return '__typename';
    const field = this.random.pick(isLast ? leaves : fields);
    this.#fields += 1;
    const alias = this.random.percent(25) ? `${this.random.pick(ALIASES)}: ` : '';
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` ${this.selectionSet(named, depth + 1)}` : '';
    return `${alias}${field.name}${this.argumentsOf(field)}${this.directive()}${below}`;
  }

  private argumentsOf({ args }: GraphQLField<unknown, unknown>): string {
    const given = args.filter((arg) => isRequired(arg) || this.random.percent(50));
    return given.length > 0 ? `(${given.map((arg) => `${arg.name}: ${this.argument(arg)}`).join(', ')})` : '';
  }

  private argument({ type }: GraphQLArgument): string {
    return this.random.percent(35) ? this.variable(type) : this.literal(type);
  }

  private variable(type: GraphQLInputType): string {
    const name = `v${this.#declared.length}`;
    const isOptional = !isNonNullType(type);
    const hasDefault = isOptional && this.random.percent(30);
    this.#declared.push(`$${name}: ${String(type)}${hasDefault ? ` = ${this.literal(type)}` : ''}`);
    if (!isOptional || this.random.percent(70)) this.#variables[name] = this.json(type);
    return `$${name}`;
  }

  private directive(): string {
    if (!this.random.percent(12)) return '';
    const name = this.random.pick(['skip', 'include']);
    if (this.random.percent(40)) return ` @${name}(if: ${this.random.percent(50)})`;
    const variable = `v${this.#declared.length}`;
    this.#declared.push(`$${variable}: Boolean!`);
    this.#variables[variable] = this.random.percent(50);
    return ` @${name}(if: $${variable})`;
  }

  private literal(type: GraphQLInputType): string {
    return toLiteral(this.json(type), type);
  }

  private json(type: GraphQLInputType): unknown {
    if (isNonNullType(type)) return this.present(type.ofType);
    return this.random.percent(15) ? null : this.present(type);
  }

  private present(type: GraphQLInputType): unknown {
    if (isListType(type)) return Array.from({ length: this.random.below(3) }, () => this.json(type.ofType));
    if (isEnumType(type)) return this.random.pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter((field) => isRequired(field) || this.random.percent(50));
      return Object.fromEntries(fields.map((field) => [field.name, this.json(field.type)]));
    }
    const name = getNamedType(type).name;
    if (name === 'Int') return this.random.below(9);
    if (name === 'Float') return this.random.below(9) / 2;
    if (name === 'Boolean') return this.random.percent(50);
    return `x${this.random.below(6)}`;
  }
}

function isRequired({ type, defaultValue }: { type: GraphQLInputType; defaultValue?: unknown }): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

function toLiteral(value: unknown, type: GraphQLInputType): string {
  if (value === null) return 'null';
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (isListType(nullable)) {
    return `[${(value as unknown[]).map((item) => toLiteral(item, nullable.ofType)).join(', ')}]`;
  }
  if (isEnumType(nullable) && typeof value === 'string') return value;
  if (!isInputObjectType(nullable)) return JSON.stringify(value);
  const fields = nullable.getFields();
  const written = Object.entries(value as object).map(([name, inner]) => {
    const field = fields[name];
    return field ? `${name}: ${toLiteral(inner, field.type)}` : '';
  });
  return `{${written.join(', ')}}`;
}
