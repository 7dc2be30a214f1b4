import {
  getNamedType,
  getNullableType,
  type GraphQLCompositeType,
  type GraphQLEnumType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { innerName } from './flat-document.ts';
import { type FieldNodes, selectionOn, selectionSetsOf, type SelectionScope } from './selection.ts';

/** What may stand at one place of an answer: a list of items, an object, or else a leaf. */
export interface ValueShape {
  readonly isNonNull: boolean;
  readonly item?: ValueShape;
  readonly object?: ObjectShape;
  readonly choices?: Choices;
}

/** The values of an enum that are public; a subgraph may know others. */
export class Choices {
  readonly #names: ReadonlySet<unknown>;

  constructor(type: GraphQLEnumType) {
    this.#names = new Set(type.getValues().map(({ name }) => name));
  }

  /** The value, or null when it is none of them. */
  chosen(value: unknown): unknown {
    return this.#names.has(value) ? value : null;
  }
}

export interface FieldShape {
  readonly responseName: string;
  readonly innerName: string;
  /** Type and field as error messages write them. */
  readonly coordinate: string;
  readonly value: ValueShape;
  /** For `__typename`: the name, which is known when the type of the object is. */
  readonly typeName?: string;
}

/** The fields asked of an object. They are found when the first object of its type turns up, then kept. */
export class ObjectShape {
  readonly #fields = new Map<unknown, readonly FieldShape[]>();
  readonly #onlyType: string | undefined;

  constructor(
    private readonly type: GraphQLCompositeType,
    private readonly sets: readonly SelectionSetNode[],
    private readonly scope: SelectionScope,
  ) {
    this.#onlyType = isObjectType(type) ? type.name : undefined;
  }

  /** Undefined when the object says that it is of a type which cannot stand here. */
  fieldsOf(object: Readonly<Record<string, unknown>>): readonly FieldShape[] | undefined {
    const typeName = this.#onlyType ?? object.__typename;
    const known = this.#fields.get(typeName);
    if (known) return known;
    const found = this.fieldsOn(typeName);
    if (found) this.#fields.set(typeName, found);
    return found;
  }

  private fieldsOn(typeName: unknown): FieldShape[] | undefined {
    const { schema } = this.scope;
    const type = typeof typeName === 'string' ? schema.getType(typeName) : undefined;
    if (!isObjectType(type)) return undefined;
    if (isAbstractType(this.type) && !schema.isSubType(this.type, type)) return undefined;
    const { fields } = selectionOn(type, this.sets, this.scope);
    return [...fields].map(([responseName, nodes]) => this.fieldOn(type, responseName, nodes));
  }

  private fieldOn(type: GraphQLObjectType, responseName: string, nodes: FieldNodes): FieldShape {
    const [node] = nodes;
    // Fields without a definition are those of introspection, complete as they come.
    const fieldType = type.getFields()[node.name.value]?.type;
    return {
      responseName,
      innerName: innerName(node),
      coordinate: `${type.name}.${node.name.value}`,
      value: fieldType ? shapeOf(fieldType, selectionSetsOf(nodes), this.scope) : { isNonNull: false },
      typeName: node.name.value === '__typename' ? type.name : undefined,
    };
  }
}

function shapeOf(type: GraphQLOutputType, sets: readonly SelectionSetNode[], scope: SelectionScope): ValueShape {
  const isNonNull = isNonNullType(type);
  const nullable = getNullableType(type);
  if (isListType(nullable)) return { isNonNull, item: shapeOf(nullable.ofType, sets, scope) };
  const named = getNamedType(nullable);
  if (isCompositeType(named)) return { isNonNull, object: new ObjectShape(named, sets, scope) };
  return isEnumType(named) ? { isNonNull, choices: new Choices(named) } : { isNonNull };
}
