import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql';
import type { GatewayConfig } from '../gateway.config.ts';
import { OperationTooLarge } from './operation.errors.ts';
import { rootFieldsOf } from './root-fields.ts';
import { sizeOf } from './operation-size.ts';

/** What an operation may be at most, before its variables are known. */
export type OperationLimits = Pick<
  GatewayConfig,
  | 'GATEWAY_MAX_DEPTH'
  | 'GATEWAY_MAX_SELECTIONS'
  | 'GATEWAY_MAX_ROOT_FIELDS'
  | 'GATEWAY_MAX_MUTATIONS'
  | 'GATEWAY_MAX_ALIASES'
  | 'GATEWAY_MAX_DIRECTIVES'
>;

/** How deep a value may nest, written out or as a variable. */
export const DEEPEST_VALUE = 30;

/** Mutations of which one request may hold one: what can be guessed at, sends a mail, or buys. */
export const ONCE_A_REQUEST = [
  'logIn',
  'register',
  'refreshSession',
  'verifyEmail',
  'resendVerification',
  'requestPasswordReset',
  'resetPassword',
  'changePassword',
  'requestEmailChange',
  'confirmEmailChange',
  'addCartCode',
  'placeOrder',
];

/** Throws `OperationTooLarge` when an operation of the document is over a limit. Needs no valid document. */
export function checkLimits(document: DocumentNode, limits: OperationLimits): void {
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) checkOperation(definition, document, limits);
  }
  checkValues(document);
}

function checkOperation(operation: OperationDefinitionNode, document: DocumentNode, limits: OperationLimits): void {
  const size = sizeOf(operation, document);
  const isMutation = operation.operation === 'mutation';
  refuseOver('levels', size.depth, limits.GATEWAY_MAX_DEPTH);
  refuseOver('selections', size.selections, limits.GATEWAY_MAX_SELECTIONS);
  refuseOver('root fields', size.fields, isMutation ? limits.GATEWAY_MAX_MUTATIONS : limits.GATEWAY_MAX_ROOT_FIELDS);
  refuseOver('aliases', size.aliases, limits.GATEWAY_MAX_ALIASES);
  if (isMutation) refuseRepeated(rootFieldsOf(operation, document));
  refuseOver('directives', size.directives, limits.GATEWAY_MAX_DIRECTIVES);
}

/** Many of them in one request would be as many guesses, or orders, as one that is counted. */
function refuseRepeated(fields: readonly string[]): void {
  for (const once of ONCE_A_REQUEST) refuseOver(`fields "${once}"`, fields.filter((name) => name === once).length, 1);
}

function checkValues(document: DocumentNode): void {
  let depth = 0;
  const enter = (): void => refuseOver('levels of a value', (depth += 1), DEEPEST_VALUE);
  const leave = (): void => void (depth -= 1);
  visit(document, { ListValue: { enter, leave }, ObjectValue: { enter, leave } });
}

function refuseOver(what: string, found: number, allowed: number): void {
  if (found > allowed) throw new OperationTooLarge(what, found, allowed);
}
