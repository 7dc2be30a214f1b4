import { AuthenticationError } from '@platformatic/kafka';
import { BrokerLoginRefused } from '../../errors/broker-login-refused.error.ts';

const NOT_ALLOWED = /_AUTHORIZATION_FAILED$/;

interface ClientError extends Error {
  readonly code?: string;
  /** What the cluster itself has called it. */
  readonly apiId?: string;
  readonly errors?: readonly unknown[];
}

/** Throws `BrokerLoginRefused` for what no second try changes: a wrong password, or a right that the login lacks. */
export function throwIfRefused(error: unknown): void {
  if (isRefusal(error)) throw new BrokerLoginRefused('EVENT_LOG_URL', { cause: error });
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, apiId = '', errors = [], cause } = error as ClientError;
  return code === AuthenticationError.code || NOT_ALLOWED.test(apiId) || [cause, ...errors].some(isRefusal);
}
