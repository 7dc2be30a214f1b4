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
    const problems = errors.map(withoutValues);
    const messages = problems.map((message) => (this.hidesSchema ? withoutSchema(message, text) : message));
    return new GraphQLValidationFailed(messages[0] ?? 'The operation is not valid.', {
      problems: messages.map((message) => ({ message })),
    });
  }
}

/** GraphQL repeats what it does not take, which may be a password in the wrong place: an answer is kept by more than one. */
function withoutValues({ message, originalError }: GraphQLError): string {
  if (!originalError || !message.endsWith(originalError.message)) return withoutValue(message);
  const before = message.slice(0, -originalError.message.length);
  const [statement = ''] = before.split(' got invalid value ');
  const place = / at "[^"]*"(?=; $)/.exec(before)?.[0] ?? '';
  return `${statement} got an invalid value${place}; ${withoutValue(originalError.message)}`;
}

function withoutValue(message: string): string {
  return message
    .replace(/^Value "[\s\S]*" does not exist in/, 'The value does not exist in')
    .replace(/, found [\s\S]*$/, '.')
    .replace(/( value): [\s\S]*$/, '$1.');
}

/** Suggestions would spell the schema to whoever guesses; so would the types of what was guessed right. */
function withoutSchema(message: string, text: string): string {
  const statement = message.replace(/ Did you mean [\s\S]*$/, '');
  return statement.replaceAll(/"([^"]*)"/g, (quoted, name: string) => (text.includes(name) ? quoted : '"…"'));
}
