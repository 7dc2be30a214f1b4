import { AuthenticationError } from '@platformatic/kafka';
import { BrokerLoginRefused, throwIfNotBelieved } from '../../errors/broker.errors.ts';

const NOT_ALLOWED = /_AUTHORIZATION_FAILED$/;
/** A right that was given, or a topic that was made, a moment ago takes its time to reach every broker. */
const ARRIVED_WITHIN_MS = 5_000;

interface Attempt {
  /** When the first one began, by `performance.now()`. */
  readonly since?: number;
  /** Which setting names the cluster and the login. */
  readonly variable?: string;
}

interface ClientError extends Error {
  readonly code?: string;
  /** What the cluster itself has called it. */
  readonly apiId?: string;
  readonly errors?: readonly unknown[];
}

/**
 * Throws `BrokerLoginRefused` or `BrokerNotBelieved` for what no second try changes: a wrong password, a certificate of somebody
 * else, a right that the login still lacks when it has tried for a while.
 */
export function throwIfRefused(
  error: unknown,
  { since = Number.NEGATIVE_INFINITY, variable = 'EVENT_LOG_URL' }: Attempt = {},
): void {
  throwIfNotBelieved(variable, error);
  const isLate = performance.now() - since > ARRIVED_WITHIN_MS;
  if (isAbout(error, isWrongLogin) || (isLate && isAbout(error, isMissingRight)))
    throw new BrokerLoginRefused(variable, { cause: error });
}

function isWrongLogin({ code }: ClientError): boolean {
  return code === AuthenticationError.code;
}

function isMissingRight({ apiId = '' }: ClientError): boolean {
  return NOT_ALLOWED.test(apiId);
}

/** The client wraps what a broker said, and gathers what several said. */
function isAbout(error: unknown, is: (error: ClientError) => boolean): boolean {
  if (!(error instanceof Error)) return false;
  const { errors = [], cause } = error as ClientError;
  return is(error) || [cause, ...errors].some((inner) => isAbout(inner, is));
}
