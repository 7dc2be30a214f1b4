import { AuthenticationError } from '@platformatic/kafka';
import { BrokerLoginRefused, throwIfNotBelieved } from '../../errors/broker.errors.ts';

const VARIABLE = 'EVENT_LOG_URL';
const NOT_ALLOWED = /_AUTHORIZATION_FAILED$/;

interface ClientError extends Error {
  readonly code?: string;
  /** What the cluster itself has called it. */
  readonly apiId?: string;
  readonly errors?: readonly unknown[];
}

/**
 * Throws `BrokerLoginRefused` or `BrokerNotBelieved` for what no second try changes: a wrong password, a right that the login
 * lacks, a certificate of somebody else.
 */
export function throwIfRefused(error: unknown): void {
  throwIfNotBelieved(VARIABLE, error);
  if (isRefusal(error)) throw new BrokerLoginRefused(VARIABLE, { cause: error });
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, apiId = '', errors = [], cause } = error as ClientError;
  return code === AuthenticationError.code || NOT_ALLOWED.test(apiId) || [cause, ...errors].some(isRefusal);
}
