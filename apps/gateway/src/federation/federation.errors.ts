import { GraphQLError } from 'graphql';

/** The request names no operation of its document, or does not choose between several. */
export class OperationNotFound extends GraphQLError {
  constructor(operationName: string | undefined) {
    const message = operationName
      ? `The document has no operation "${operationName}".`
      : 'Say which operation of the document to run.';
    super(message, { extensions: { code: 'OPERATION_NOT_FOUND' } });
  }
}

/** Subscriptions are turned into queries before they reach the engine. */
export class SubscriptionNotExecutable extends GraphQLError {
  constructor() {
    super('A subscription cannot be executed as a single request.', {
      extensions: { code: 'SUBSCRIPTION_NOT_EXECUTABLE' },
    });
  }
}

/** One variable that does not fit its type. */
export class InvalidVariable extends GraphQLError {
  constructor({ message, nodes }: GraphQLError) {
    super(message, { nodes, extensions: { code: 'INVALID_INPUT' } });
  }
}

/** An alias that JavaScript would take for something else than a name. */
export class UnsafeAlias extends GraphQLError {
  constructor(alias: string) {
    super(`"${alias}" cannot be used as an alias.`, { extensions: { code: 'UNSAFE_ALIAS' } });
  }
}

/** A valid operation that found no way through the subgraphs; `cause` is for the log. */
export class OperationNotPlannable extends GraphQLError {
  constructor(override readonly cause: unknown) {
    super('The operation cannot be planned over the services.', { extensions: { code: 'OPERATION_NOT_PLANNABLE' } });
  }
}

/** The engine was closed: the process is going down. */
export class EngineClosed extends GraphQLError {
  constructor() {
    super('The gateway is shutting down.', { extensions: { code: 'SERVICE_UNAVAILABLE' } });
  }
}
