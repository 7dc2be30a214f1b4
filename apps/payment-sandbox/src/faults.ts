import { setTimeout as sleep } from 'node:timers/promises';
import {
  AcceptedFault,
  HungConnection,
  InternalFault,
  RateLimitFault,
  ResetConnection,
  StaleTokenFault,
} from './faults.errors.ts';
import type { ProviderName } from './provider-name.ts';

/** API calls that a fault can strike; `get` is any read of a payment, an order, a capture or a refund. */
export const callTargets = ['create', 'capture', 'cancel', 'refund', 'get', 'token'] as const;
export type CallTarget = (typeof callTargets)[number];

export const callFaultKinds = [
  'timeout-before-commit',
  'timeout-after-commit',
  '500-before-commit',
  '500-after-commit',
  '429',
  'reset',
  'slow',
  'wrong-amount',
  'expired-token',
  '202',
  'refund-pending',
  'refund-canceled',
] as const;
export type CallFaultKind = (typeof callFaultKinds)[number];

/** What only one of the providers can do. */
export const ownFaultKinds: Readonly<Partial<Record<CallFaultKind, ProviderName>>> = {
  'expired-token': 'paypal',
  '202': 'yookassa',
  'refund-pending': 'yookassa',
  'refund-canceled': 'yookassa',
};

export const webhookFaultKinds = [
  'webhook-duplicate',
  'webhook-drop',
  'webhook-delay',
  'webhook-forged',
  'webhook-reorder',
] as const;

/** Something that will go wrong, the next `times` times its target is used. */
export interface Fault {
  readonly target: CallTarget | 'webhook';
  readonly kind: CallFaultKind | (typeof webhookFaultKinds)[number];
  readonly times: number;
  /** Whom it strikes; without it whoever is used first. */
  readonly provider?: ProviderName;
  /** Machine time; each kind has its own default. */
  readonly delayMs?: number;
}

/** The faults that are armed. They strike in the order they were armed in, and are forgotten by a restart. */
export class Faults {
  private armed: Fault[] = [];

  arm(fault: Fault): void {
    this.armed.push(fault);
  }

  list(): readonly Fault[] {
    return this.armed;
  }

  /** Forgets those that are so, and all of them when nothing is said. */
  clear(named: Partial<Pick<Fault, 'target' | 'kind' | 'provider'>> = {}): void {
    const said = Object.entries(named);
    this.armed = this.armed.filter((fault) => said.some(([name, value]) => fault[name as keyof Fault] !== value));
  }

  /** The faults as they strike one provider. */
  of(provider: ProviderName): ProviderFaults {
    return new ProviderFaults((target) => this.take(target, provider));
  }

  /** The fault that strikes this use of the target, if any; it then has one time less to go. */
  private take(target: Fault['target'], provider: ProviderName): Fault | undefined {
    const fault = this.armed.find((candidate) => candidate.target === target && isFor(candidate, provider));
    if (!fault) return undefined;
    this.armed = this.armed.flatMap((other) => (other === fault ? oneLess(other) : other));
    return fault;
  }
}

/** The armed faults, as far as they are meant for one provider. */
export class ProviderFaults {
  constructor(readonly take: (target: Fault['target']) => Fault | undefined) {}

  /**
   * Does the work of one call with the fault that strikes it; `work` commits by itself. Throws one of
   * `faults.errors.ts` where the caller must not see a proper answer.
   */
  async around<Result>(target: CallTarget, work: (fault: Fault | undefined) => Result): Promise<Result> {
    const fault = this.take(target);
    await strikeBeforeCommit(fault);
    const result = work(fault);
    strikeAfterCommit(fault);
    return result;
  }
}

/** The minor units by which an amount must be wrong under the fault. */
export function skewOf(fault: Fault | undefined): bigint {
  return fault?.kind === 'wrong-amount' ? -1n : 0n;
}

function isFor({ kind, provider }: Fault, used: ProviderName): boolean {
  return (provider ?? ownFaultKinds[kind as CallFaultKind] ?? used) === used;
}

function oneLess(fault: Fault): Fault[] {
  return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
}

async function strikeBeforeCommit(fault: Fault | undefined): Promise<void> {
  if (fault?.kind === 'timeout-before-commit') throw new HungConnection();
  if (fault?.kind === '500-before-commit') throw new InternalFault();
  if (fault?.kind === '429') throw new RateLimitFault(Math.ceil((fault.delayMs ?? 1000) / 1000));
  // A token cannot be stale while it is asked for; the token call hands out a stale one instead.
  if (fault?.kind === 'expired-token' && fault.target !== 'token') throw new StaleTokenFault();
  if (fault?.kind === 'slow') await sleep(fault.delayMs ?? 2000, undefined, { ref: false });
}

function strikeAfterCommit(fault: Fault | undefined): void {
  if (fault?.kind === 'timeout-after-commit') throw new HungConnection();
  if (fault?.kind === '500-after-commit') throw new InternalFault();
  if (fault?.kind === 'reset') throw new ResetConnection();
  if (fault?.kind === '202') throw new AcceptedFault(fault.delayMs ?? 100);
}
