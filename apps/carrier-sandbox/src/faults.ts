/** Calls that a fault can strike; `webhook` is what the sandbox sends itself. */
export const TARGETS = ['token', 'calculate', 'create', 'get', 'delete', 'print', 'points', 'webhook'] as const;
export type Target = (typeof TARGETS)[number];

export const CALL_FAULTS = [
  'timeout-before-commit',
  'timeout-after-commit',
  '500-before-commit',
  '500-after-commit',
  '429',
  'reset',
  'expired-token',
  'invalid',
] as const;
export const WEBHOOK_FAULTS = ['webhook-drop', 'webhook-duplicate', 'webhook-forged'] as const;
export type FaultKind = (typeof CALL_FAULTS)[number] | (typeof WEBHOOK_FAULTS)[number];

/** Something that goes wrong the next `times` times its target is used. */
export interface Fault {
  readonly target: Target;
  readonly kind: FaultKind;
  readonly times: number;
}

/** The caller is to wait until it gives up, or its connection is to break off. */
export class BrokenConnection extends Error {
  readonly code = 'BROKEN_CONNECTION';
  constructor(readonly how: 'silent' | 'reset') {
    super();
  }
}

/** The caller is to get this status and CDEK's words for it. */
export class FaultyAnswer extends Error {
  readonly code = 'FAULTY_ANSWER';
  constructor(
    readonly status: number,
    readonly error: string,
  ) {
    super();
  }
}

/** The faults that are armed. They strike in the order they were armed in, and are forgotten by a restart. */
export class Faults {
  private armed: readonly Fault[] = [];

  arm(fault: Fault): void {
    this.armed = [...this.armed, fault];
  }

  list(): readonly Fault[] {
    return this.armed;
  }

  clear(): void {
    this.armed = [];
  }

  /** The fault that strikes this use of the target, if any; it then has one time less to go. */
  take(target: Target): FaultKind | undefined {
    const fault = this.armed.find((each) => each.target === target);
    if (!fault) return undefined;
    this.armed = this.armed.flatMap((each) => (each === fault ? oneLess(each) : each));
    return fault.kind;
  }

  /** Does the work of one call with the fault that strikes it. Throws what the caller is to get instead of an answer. */
  around<Result>(target: Target, work: (fault: FaultKind | undefined) => Result): Result {
    const kind = this.take(target);
    if (kind === 'timeout-before-commit') throw new BrokenConnection('silent');
    if (kind === '500-before-commit') throw new FaultyAnswer(500, 'v2_internal_error');
    if (kind === '429') throw new FaultyAnswer(429, 'too_many_requests');
    if (kind === 'expired-token') throw new FaultyAnswer(401, 'v2_token_expired');
    const result = work(kind);
    if (kind === 'timeout-after-commit') throw new BrokenConnection('silent');
    if (kind === '500-after-commit') throw new FaultyAnswer(500, 'v2_internal_error');
    if (kind === 'reset') throw new BrokenConnection('reset');
    return result;
  }
}

function oneLess(fault: Fault): Fault[] {
  return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
}
