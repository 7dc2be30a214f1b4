import { buildASTSchema, type GraphQLSchema, isAbstractType, parse } from 'graphql';

/** Which types meet a condition; known from the supergraph, because plans also speak of types that are not public. */
export class TypeConditions {
  readonly #schema: GraphQLSchema;

  constructor(supergraph: string) {
    this.#schema = buildASTSchema(parse(supergraph), { assumeValid: true, assumeValidSDL: true });
  }

  /** Names of all types that meet one of the conditions; of an `@interfaceObject` that is the interface itself. */
  typesMeeting(conditions: readonly string[]): ReadonlySet<string> {
    return new Set(conditions.flatMap((condition) => [condition, ...this.possibleTypes(condition)]));
  }

  isKnown(typeName: string): boolean {
    return this.#schema.getType(typeName) !== undefined;
  }

  private possibleTypes(name: string): string[] {
    const type = this.#schema.getType(name);
    return isAbstractType(type) ? this.#schema.getPossibleTypes(type).map((possible) => possible.name) : [];
  }
}
