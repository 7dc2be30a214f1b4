import { Inject, Injectable } from '@nestjs/common';
import {
  type DocumentNode,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { FederationEngine } from '../federation/federation-engine.ts';
import { LruMap } from '../federation/lru-map.ts';
import { GatewayConfig } from '../gateway.config.ts';
import { PlatformConfig } from '@tovar/platform';
import {
  BadGraphQLRequest,
  GraphQLParseFailed,
  GraphQLValidationFailed,
  OperationTooLarge,
} from './operation.errors.ts';
import { checkLimits } from './operation-limits.ts';
import { checkPageSizes } from './page-sizes.ts';

/** An operation as a client sends it. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** An operation that may be executed: it fits the schema, the limits and its variables. */
export interface AdmittedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const REMEMBERED = 1_000;
const MOST_ERRORS = 5;

/** Stands before execution: whatever is refused here has not reached any service. */
@Injectable()
export class OperationGate {
  private documents = new LruMap<string, DocumentNode>(REMEMBERED);
  private schema?: GraphQLSchema;

  constructor(
    private readonly engine: FederationEngine,
    private readonly limits: GatewayConfig,
    @Inject(PlatformConfig) private readonly platform: PlatformConfig,
  ) {}

  /** Throws a refusal with its code, or returns the operation ready to run. */
  admit(request: OperationRequest): AdmittedOperation {
    const schema = this.engine.apiSchema;
    const document = this.documentOf(request.query, schema);
    const operation = getOperationAST(document, request.operationName);
    if (!operation) throw new BadGraphQLRequest('The document has several operations; name one by "operationName".');
    const variables = request.variables ?? {};
    const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
      maxErrors: MOST_ERRORS,
    });
    if (errors) throw this.refusal(errors);
    checkPageSizes(schema, document, { ...defaultsOf(operation, schema), ...variables });
    return { document, operation, operationName: request.operationName, variables };
  }

  /** A document that was admitted once is only looked up, until the schema changes. */
  private documentOf(query: string, schema: GraphQLSchema): DocumentNode {
    if (this.schema !== schema) {
      this.schema = schema;
      this.documents = new LruMap(REMEMBERED);
    }
    const known = this.documents.get(query);
    if (known) return known;
    const document = this.parsed(query);
    checkLimits(document, this.limits);
    const errors = validate(schema, document, this.rules(), { maxErrors: MOST_ERRORS });
    if (errors.length > 0) throw this.refusal(errors);
    this.documents.set(query, document);
    return document;
  }

  private parsed(query: string): DocumentNode {
    try {
      return parse(query, { maxTokens: this.limits.GATEWAY_MAX_TOKENS, noLocation: true });
    } catch (error) {
      const message = (error as GraphQLError).message;
      if (/token/i.test(message) && message.includes('limit')) throw this.tooManyTokens();
      throw new GraphQLParseFailed(message);
    }
  }

  private tooManyTokens(): OperationTooLarge {
    const allowed = this.limits.GATEWAY_MAX_TOKENS;
    return new OperationTooLarge('tokens', allowed + 1, allowed);
  }

  private rules() {
    return this.isProduction ? [...specifiedRules, NoSchemaIntrospectionCustomRule] : specifiedRules;
  }

  /** In production the suggestions of names are left out: they would spell the schema to whoever guesses. */
  private refusal(errors: readonly GraphQLError[]): GraphQLValidationFailed {
    const texts = errors.map(({ message }) => (this.isProduction ? message.replace(/ Did you mean .*$/, '') : message));
    return new GraphQLValidationFailed(texts[0] ?? 'The operation is not valid.', {
      problems: texts.map((message) => ({ message })),
    });
  }

  private get isProduction(): boolean {
    return this.platform.NODE_ENV === 'production';
  }
}

function defaultsOf(operation: OperationDefinitionNode, schema: GraphQLSchema): Record<string, unknown> {
  return getVariableValues(schema, operation.variableDefinitions ?? [], {}).coerced ?? {};
}
