import {
  type DocumentNode,
  getVariableValues,
  type GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  specifiedRules,
  validate,
} from 'graphql';
import { GraphQLValidationFailed } from './operation.errors.ts';

type Variables = Readonly<Record<string, unknown>>;

const MOST_PROBLEMS = 5;

/**
 * Whether documents and variables fit the schema. With `hidesSchema`, as in production, it answers no introspection and
 * names nothing in its refusals that the client did not name first.
 */
export class DocumentRules {
  readonly #rules;

  constructor(private readonly hidesSchema: boolean) {
    this.#rules = hidesSchema ? [...specifiedRules, NoSchemaIntrospectionCustomRule] : specifiedRules;
  }

  /** Throws `GraphQLValidationFailed`; `text` is the document as it was sent. */
  requireValid(document: DocumentNode, text: string, schema: GraphQLSchema): void {
    const errors = validate(schema, document, this.#rules, { maxErrors: MOST_PROBLEMS });
    if (errors.length > 0) throw this.refusal(errors, text);
  }

  /** The variables with their defaults; throws `GraphQLValidationFailed` when one does not fit. */
  coerced(operation: OperationDefinitionNode, variables: Variables, text: string, schema: GraphQLSchema): Variables {
    const definitions = operation.variableDefinitions ?? [];
    const { coerced, errors } = getVariableValues(schema, definitions, variables, { maxErrors: MOST_PROBLEMS });
    if (!coerced) throw this.refusal(errors, text);
    return coerced;
  }

  private refusal(errors: readonly GraphQLError[], text: string): GraphQLValidationFailed {
    const messages = errors.map(({ message }) => (this.hidesSchema ? withoutSchema(message, text) : message));
    return new GraphQLValidationFailed(messages[0] ?? 'The operation is not valid.', {
      problems: messages.map((message) => ({ message })),
    });
  }
}

/** Suggestions would spell the schema to whoever guesses; so would the types of what was guessed right. */
function withoutSchema(message: string, text: string): string {
  const statement = message.replace(/ Did you mean [\s\S]*$/, '');
  return statement.replaceAll(/"([^"]*)"/g, (quoted, name: string) => (text.includes(name) ? quoted : '"…"'));
}
