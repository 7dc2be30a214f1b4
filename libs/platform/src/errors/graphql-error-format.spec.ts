import { buildSchema, execute, type ExecutionResult, GraphQLError, parse, validate } from 'graphql';
import { formatGraphQLErrors, toGraphQLError } from './graphql-error-format.ts';
import { Forbidden, VersionConflict } from './platform.errors.ts';

const schema = buildSchema('type Query { order: String, cart: String }');

/** Runs an operation whose `order` throws, as a GraphQL server would. */
async function resultOf(thrown: unknown): Promise<ExecutionResult> {
  const rootValue = {
    cart: 'two lines',
    order: () => {
      throw thrown;
    },
  };
  return execute({ schema, rootValue, document: parse('{ cart order }') });
}

describe('a GraphQL error', () => {
  it('has the code and the details of a declared error, its place, and the trace', async () => {
    const { response } = formatGraphQLErrors(await resultOf(new VersionConflict('The cart', 7)));
    expect(JSON.parse(JSON.stringify(response.errors))).toEqual([
      {
        message: 'The cart has changed since you read it; it is at version 7 now.',
        path: ['order'],
        locations: [{ line: 1, column: 8 }],
        extensions: { code: 'CONFLICT', currentVersion: 7, traceId: '' },
      },
    ]);
  });

  it('says nothing of what nobody declared, neither its text nor its stack', async () => {
    const secret = 'connect ECONNREFUSED 10.0.0.5:5432';
    const { response } = formatGraphQLErrors(await resultOf(new Error(secret)));
    expect(JSON.stringify(response)).not.toContain('10.0.0.5');
    expect(response.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', traceId: '' });
  });

  it('is found behind the wrappers that GraphQL puts around it', () => {
    const inner = new GraphQLError('outer text', { originalError: new Forbidden(['orders:read:any']) });
    const error = toGraphQLError(new GraphQLError('outermost text', { originalError: inner }));
    expect(error.message).toBe('Your account may not do this.');
    expect(error.extensions).toMatchObject({ code: 'FORBIDDEN', missingScopes: ['orders:read:any'] });
  });

  it('lets the rest of the answer through, as 200', async () => {
    const { statusCode, response } = formatGraphQLErrors(await resultOf(new Forbidden()));
    expect(statusCode).toBe(200);
    expect(response.data).toEqual({ cart: 'two lines', order: null });
  });

  it('keeps the text of what is wrong with the request itself, as 400', () => {
    const errors = validate(schema, parse('{ price }'));
    const { statusCode, response } = formatGraphQLErrors({ errors });
    expect(statusCode).toBe(400);
    expect(response.errors?.[0]?.message).toContain('Cannot query field "price"');
    expect(response.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('keeps the code that somebody has given to a refused request', () => {
    const error = toGraphQLError(new GraphQLError('Too deep.', { extensions: { code: 'OPERATION_TOO_DEEP' } }));
    expect(error.extensions.code).toBe('OPERATION_TOO_DEEP');
  });
});
