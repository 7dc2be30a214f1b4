import { Inject, Injectable } from '@nestjs/common';
import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { LruMap, PlatformConfig } from '@tovar/platform';
import { FederationEngine } from '../federation/federation-engine.ts';
import { GatewayConfig } from '../gateway.config.ts';
import { type Dear, dearField } from '../limits/budgets.ts';
import { RequestLimits } from '../limits/request-limits.ts';
import { BadGraphQLRequest, GraphQLParseFailed, OperationTooLarge } from './operation.errors.ts';
import { checkLimits } from './operation-limits.ts';
import { type CostedField, costedFields, costOf } from './operation-cost.ts';
import type { OperationRequest } from './operation-request.ts';
import { checkPageSizes, type PagedField, pagedFields } from './page-sizes.ts';
import { TrustedDocuments } from './trusted-documents.ts';
import { rootFieldsOf } from './root-fields.ts';
import { DocumentRules } from './validate-document.ts';

/** An operation that may be executed: it fits the schema, the limits and its variables. */
export interface AdmittedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName?: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The document as it was sent. */
  readonly text: string;
  /** What of it has a budget of its own, once for each time. */
  readonly dear: readonly Dear[];
  /** What it is counted under: never a word that a stranger has chosen. */
  readonly label: string;
}

/** What is found of an operation once: its pages, what of it has a budget of its own, and what it is counted under. */
interface KnownOperation {
  readonly label: string;
  readonly pages: readonly PagedField[];
  readonly costed: readonly CostedField[];
  readonly dear: readonly Dear[];
}

/** A document that was found valid, and its operations as far as they were asked for. */
interface KnownDocument {
  readonly document: DocumentNode;
  readonly isTrusted: boolean;
  readonly operations: Map<OperationDefinitionNode, KnownOperation>;
}

const REMEMBERED = 1_000;

/** Stands before execution: whatever is refused here has not reached any service. */
@Injectable()
export class OperationGate {
  private readonly rules: DocumentRules;
  private documents = new LruMap<string, KnownDocument>(REMEMBERED);
  private schema?: GraphQLSchema;

  constructor(
    private readonly engine: FederationEngine,
    private readonly limits: GatewayConfig,
    private readonly callers: RequestLimits,
    private readonly trusted: TrustedDocuments,
    @Inject(PlatformConfig) platform: PlatformConfig,
  ) {
    this.rules = new DocumentRules(platform.NODE_ENV === 'production');
  }

  /** Throws a refusal with its code, or returns the operation ready to run. */
  admit({ operationName, variables = {}, ...asked }: OperationRequest): AdmittedOperation {
    const query = this.trusted.textOf(asked);
    const schema = this.engine.apiSchema;
    const known = this.documentOf(query, schema);
    const operation = getOperationAST(known.document, operationName);
    if (!operation) throw new BadGraphQLRequest('Name one operation of the document by "operationName".');
    const coerced = this.rules.coerced(operation, variables, query, schema);
    const { pages, costed, dear, label } = this.operationOf(known, operation, schema);
    checkPageSizes(pages, coerced, this.limits.GATEWAY_MAX_ENTRIES);
    this.requireAffordable(costOf(costed, coerced));
    this.callers.requireDear(dear);
    return { document: known.document, operation, operationName, variables, text: query, dear, label };
  }

  /** A document that was admitted once is only looked up, until the schema changes. */
  private documentOf(query: string, schema: GraphQLSchema): KnownDocument {
    if (this.schema !== schema) {
      this.schema = schema;
      this.documents = new LruMap(REMEMBERED);
    }
    const known = this.documents.get(query);
    if (known) return known;
    const document = this.parsed(query);
    checkLimits(document, this.limits);
    this.rules.requireValid(document, query, schema);
    const admitted = { document, isTrusted: this.trusted.has(query), operations: new Map() };
    this.documents.set(query, admitted);
    return admitted;
  }

  private operationOf(
    { document, isTrusted, operations }: KnownDocument,
    operation: OperationDefinitionNode,
    schema: GraphQLSchema,
  ): KnownOperation {
    const known = operations.get(operation) ?? this.found({ document, isTrusted }, operation, schema);
    operations.set(operation, known);
    return known;
  }

  private found(
    { document, isTrusted }: Pick<KnownDocument, 'document' | 'isTrusted'>,
    operation: OperationDefinitionNode,
    schema: GraphQLSchema,
  ): KnownOperation {
    const roots = rootFieldsOf(operation, document);
    return {
      label: (isTrusted ? operation.name?.value : undefined) ?? labelOf(roots),
      pages: pagedFields(schema, document, operation),
      costed: costedFields(schema, document, operation, this.limits.GATEWAY_FIELD_WEIGHTS),
      dear: roots.flatMap((name) => dearField(name) ?? []),
    };
  }

  private requireAffordable(cost: number): void {
    const { GATEWAY_MAX_COST: allowed } = this.limits;
    if (cost > allowed) throw new OperationTooLarge('points of cost', cost, allowed);
  }

  private parsed(query: string): DocumentNode {
    const { GATEWAY_MAX_CHARACTERS: characters, GATEWAY_MAX_TOKENS: tokens } = this.limits;
    if (query.length > characters) throw new OperationTooLarge('characters', query.length, characters);
    try {
      return parse(query, { maxTokens: tokens, noLocation: true });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      if (error.message.includes('Parsing aborted')) throw new OperationTooLarge('tokens', tokens + 1, tokens);
      throw new GraphQLParseFailed(withoutText(error.message), { ...error.locations?.[0] });
    }
  }
}

/** What an operation asks for, by the schema's own words: there are no more of them than it has fields. */
function labelOf(roots: readonly string[]): string {
  const [name = 'nothing', ...others] = new Set(roots);
  return others.length === 0 ? name : 'several fields';
}

/** A text that stands in the wrong place is not said again: it may be a secret. */
function withoutText(message: string): string {
  return message.replace(/ (String|BlockString|Int|Float) "[\s\S]*"/, ' $1');
}
