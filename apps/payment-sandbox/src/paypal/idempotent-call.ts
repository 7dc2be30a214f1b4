import type { SandboxClock } from '../clock.ts';
import type { Fact } from '../facts.ts';
import { skewOf, type CallTarget, type ProviderFaults } from '../faults.ts';
import { fingerprintOf, type KeptAnswers } from '../idempotency.ts';
import type { Ledger } from '../ledger.ts';
import type { Decision } from './orders/decision.ts';
import { malformed, PaypalRefusal, unprocessable } from './paypal.errors.ts';

const longestRequestId = 108;

/** How long PayPal keeps a request id of the Orders API. */
export const ordersWindowMs = 6 * 3_600_000;
/** How long PayPal keeps a request id of the Payments API. */
export const paymentsWindowMs = 45 * 86_400_000;

export interface Call {
  readonly target: Exclude<CallTarget, 'get' | 'token'>;
  readonly path: string;
  readonly body: unknown;
  /** The `PayPal-Request-Id`; without one a repetition does everything again. */
  readonly requestId: string | undefined;
  readonly windowMs: number;
  /** Gets the minor units by which the call must be wrong. */
  decide(skewMinor: bigint): Decision;
}

interface Outcome {
  /** 201 when the call did something, 200 when an earlier one with the same id had done it. */
  readonly status: 200 | 201;
  readonly resourceId: string;
}

export interface CallDependencies {
  readonly ledger: Ledger;
  readonly answers: KeptAnswers;
  readonly clock: SandboxClock;
  readonly faults: ProviderFaults;
}

/** Carries out calls that change something: once for each request id, with the faults that strike them. */
export class IdempotentCalls {
  private readonly underWay = new Set<string>();

  constructor(private readonly dependencies: CallDependencies) {}

  /** Throws the refusals of `decide`, faults, and refusals about the request id itself. */
  async run(call: Call): Promise<Outcome> {
    checkRequestId(call.requestId);
    const { requestId } = call;
    if (requestId === undefined) return this.carryOut(call, () => []);
    const key = `${call.target} ${requestId}`;
    if (this.underWay.has(key)) throw inProgress();
    this.underWay.add(key);
    try {
      return await this.carryOutOnce(call, requestId);
    } finally {
      this.underWay.delete(key);
    }
  }

  private async carryOutOnce(call: Call, requestId: string): Promise<Outcome> {
    const { answers, clock, faults } = this.dependencies;
    const fingerprint = fingerprintOf(call.path, call.body);
    const earlier = answers.find(call.target, requestId);
    if (earlier && earlier.fingerprint !== fingerprint) {
      throw unprocessable('DUPLICATE_REQUEST_ID', { field: 'PayPal-Request-Id', value: requestId, location: 'header' });
    }
    if (earlier) return faults.around(call.target, () => ({ status: 200, resourceId: earlier.resourceId }));
    return this.carryOut(call, (resourceId) => {
      const forgetAt = clock.now() + call.windowMs;
      const answer = { scope: call.target, key: requestId, fingerprint, resourceId, forgetAt };
      return [{ type: 'AnswerKept', answer }];
    });
  }

  private carryOut(call: Call, keep: (resourceId: string) => readonly Fact[]): Promise<Outcome> {
    const { ledger, faults } = this.dependencies;
    return faults.around(call.target, (fault) => {
      const decision = call.decide(skewOf(fault));
      if ('refusal' in decision) {
        // A refusal is not kept: the buyer may come back with another instrument under the same id.
        ledger.commit(decision.facts);
        throw decision.refusal;
      }
      ledger.commit([...decision.facts, ...keep(decision.resourceId)]);
      return { status: 201, resourceId: decision.resourceId };
    });
  }
}

function checkRequestId(requestId: string | undefined): void {
  if (requestId === undefined || (requestId.length > 0 && requestId.length <= longestRequestId)) return;
  throw malformed('INVALID_STRING_LENGTH', { field: 'PayPal-Request-Id', value: requestId, location: 'header' });
}

function inProgress(): PaypalRefusal {
  return new PaypalRefusal('RESOURCE_CONFLICT', [
    {
      issue: 'PREVIOUS_REQUEST_IN_PROGRESS',
      description:
        'A previous request on this resource is currently in progress. Please wait for sometime and try again. It is best to space out the initial and the subsequent request(s) to avoid receiving this error.',
    },
  ]);
}
