import type { SandboxClock } from '../clock.ts';
import { AcceptedFault } from '../faults.errors.ts';
import type { CallTarget, Fault, ProviderFaults } from '../faults.ts';
import { fingerprintOf, type KeptAnswers } from '../idempotency.ts';
import type { Ledger } from '../ledger.ts';
import type { Decision } from './payments/decision.ts';
import type { View } from './payments/views.ts';
import { invalid } from './yookassa.errors.ts';

const windowMs = 86_400_000;
const retryAfterMs = 100;
const parameter = 'Idempotence-Key';
const wellFormed = /^[0-9a-zA-Z+\-_.]{1,64}$/;

export interface Call {
  readonly target: Exclude<CallTarget, 'get' | 'token'>;
  readonly path: string;
  readonly body: unknown;
  /** The `Idempotence-Key`. */
  readonly key: string | undefined;
  decide(fault: Fault | undefined): Decision;
}

/** Carries out calls that change something, once for each key within 24 hours, with the faults that strike them. */
export class IdempotentCalls {
  private readonly underWay = new Set<string>();

  constructor(
    private readonly ledger: Ledger,
    private readonly answers: KeptAnswers,
    private readonly clock: SandboxClock,
    private readonly faults: ProviderFaults,
  ) {}

  /** Answers a repetition as the first call was answered. Throws the refusals of `decide`, faults, and a 400 about the key. */
  async run(call: Call): Promise<View> {
    const { key } = call;
    if (!key) throw invalid('Idempotence key is empty', parameter);
    if (!wellFormed.test(key)) throw invalid('Idempotence key is too long or has other characters', parameter);
    if (this.underWay.has(key)) throw new AcceptedFault(retryAfterMs);
    this.underWay.add(key);
    try {
      return await this.carryOutOnce(call, key);
    } finally {
      this.underWay.delete(key);
    }
  }

  private carryOutOnce(call: Call, key: string): Promise<View> {
    const fingerprint = fingerprintOf(call.path, call.body);
    const earlier = this.answers.find('yookassa', key);
    if (earlier && earlier.fingerprint !== fingerprint) throw invalid('Idempotence key duplicated', parameter);
    return this.faults.around(call.target, (fault) => {
      if (earlier?.body) return earlier.body as View;
      const { facts, answer: body } = call.decide(fault);
      const forgetAt = this.clock.now() + windowMs;
      const answer = { scope: 'yookassa', key, fingerprint, resourceId: body.id, forgetAt, body };
      this.ledger.commit([...facts, { type: 'AnswerKept', answer }]);
      return body;
    });
  }
}
