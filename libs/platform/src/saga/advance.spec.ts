import { advance, begin, leave } from './advance.ts';
import { canAbort } from './meaning.ts';
import { defineSaga, type SagaStep, type SagaTypes } from './saga.ts';
import { UnknownSagaStep } from './saga.errors.ts';
import type { Advanced, SagaInput, SagaState, SagaTimeout } from './saga-state.ts';
import { type Deal, deal, dealAnswer, type DealAnswer } from './test-kit/example.saga.ts';

const noon = new Date('2026-01-01T12:00:00Z');
const started = (): Advanced<Deal> => begin(deal, { dealId: 'deal-1' }, noon);

/** The turn that the last of the messages causes. */
const after = (...messages: readonly (SagaInput<Deal> | DealAnswer['type'])[]): Advanced<Deal> =>
  messages.reduce<Advanced<Deal>>(
    ({ state }, message) => advance(deal, state, typeof message === 'string' ? toInput(message) : message, noon),
    started(),
  );
const toInput = (type: DealAnswer['type']): SagaInput<Deal> => dealAnswer(type);
const timeout = (step: string, attempt = 1): SagaTimeout => ({ type: 'saga.timeout', step, attempt });
const resume = { type: 'saga.resume' } as const;

const requestsOf = ({ send }: Advanced<Deal>): string[] =>
  send.flatMap((effect) => (effect.kind === 'message' ? [effect.message.type] : []));
const phasesOf = ({ steps }: SagaState<Deal>): Record<string, string> =>
  Object.fromEntries(Object.entries(steps).map(([name, { phase }]) => [name, phase]));

const untilWaiting = ['hold.granted.v1', 'offer.made.v1'] as const;
const untilCharge = [...untilWaiting, 'offer.accepted.v1'] as const;
const untilAssign = [...untilCharge, 'charge.made.v1'] as const;

describe('a saga going forward', () => {
  it('asks for its first step and sets a deadline', () => {
    const { state, send } = started();
    expect(send).toEqual([
      { kind: 'message', step: 'hold the goods', message: { type: 'hold-requested.v1', data: { dealId: 'deal-1' } } },
      {
        kind: 'deadline',
        step: 'hold the goods',
        at: new Date('2026-01-01T12:00:10Z'),
        message: { type: 'saga.timeout', step: 'hold the goods', attempt: 1 },
      },
    ]);
    expect(state).toEqual({
      saga: 'deal',
      status: 'running',
      step: 'hold the goods',
      data: { dealId: 'deal-1' },
      steps: {
        'hold the goods': {
          phase: 'doing',
          attempt: 1,
          triesLeft: 3,
          deadlineAt: '2026-01-01T12:00:10.000Z',
          inDoubt: false,
        },
      },
    });
  });

  it('asks for the next step when one is done', () => {
    const turn = after('hold.granted.v1');
    expect(requestsOf(turn)).toEqual(['offer-requested.v1']);
    expect(turn.state).toMatchObject({ status: 'running', step: 'make an offer' });
  });

  it('passes over a step that is not needed, and asks for it where it is', () => {
    const valuable = begin(deal, { dealId: 'deal-1', isOfValue: true }, noon).state;
    expect(phasesOf(after('hold.granted.v1').state)).not.toHaveProperty('insure the goods');
    expect(requestsOf(advance(deal, valuable, { type: 'hold.granted.v1' }, noon))).toEqual(['insurance-requested.v1']);
  });

  it('keeps of an answer what the table says', () => {
    expect(after(...untilWaiting).state.data).toEqual({ dealId: 'deal-1', link: 'https://offers.example/1' });
  });

  it('only sets a deadline for a step that waits for somebody', () => {
    const { send } = after(...untilWaiting);
    expect(send.map(({ kind, step }) => [kind, step])).toEqual([['deadline', 'wait for the answer']]);
  });

  it('is completed when its last step is done', () => {
    const { state, send } = after(...untilAssign, 'goods.assigned.v1', 'deal.announced.v1');
    expect(state.status).toBe('completed');
    expect(send).toEqual([]);
  });

  it('is not moved by an answer that comes again or too early', () => {
    const { state } = after('hold.granted.v1');
    for (const type of ['hold.granted.v1', 'charge.made.v1', 'hold.released.v1', 'offer.declined.v1'] as const) {
      const turn = advance(deal, state, dealAnswer(type), noon);
      expect(turn.state).toBe(state);
      expect(turn.send).toEqual([]);
    }
  });

  it('is not moved by the deadline of a step that is over, or of an earlier try', () => {
    const { state } = after('hold.granted.v1');
    expect(advance(deal, state, timeout('hold the goods'), noon).state).toBe(state);
    const asked = after(...untilCharge, timeout('charge')).state;
    expect(advance(deal, asked, timeout('charge', 1), noon).state).toBe(asked);
    expect(advance(deal, asked, timeout('charge', 2), noon).state).not.toBe(asked);
  });

  it('is not moved by the deadline of a step that it does not know', () => {
    const { state } = started();
    expect(advance(deal, state, timeout('celebrate'), noon).state).toBe(state);
  });
});

describe('a saga going back', () => {
  it('undoes what was done, but not the step that was refused', () => {
    const turn = after(...untilWaiting, 'offer.declined.v1');
    expect(requestsOf(turn)).toEqual(['offer-withdrawal-requested.v1']);
    expect(turn.state).toMatchObject({
      status: 'compensating',
      failure: { step: 'wait for the answer', reason: 'offer.declined.v1' },
    });
  });

  it('undoes one step at a time, the last one first', () => {
    const withdrawn = after(...untilWaiting, 'offer.declined.v1', 'offer.withdrawn.v1');
    expect(requestsOf(withdrawn)).toEqual(['hold-release-requested.v1']);
    const released = advance(deal, withdrawn.state, dealAnswer('hold.released.v1'), noon);
    expect(released.state.status).toBe('compensated');
    expect(released.send).toEqual([]);
  });

  it('gives an undo its own deadline', () => {
    const { send } = after(...untilWaiting, 'offer.declined.v1');
    expect(send.at(-1)).toEqual({
      kind: 'deadline',
      step: 'make an offer',
      at: new Date('2026-01-01T12:01:00Z'),
      message: timeout('make an offer', 2),
    });
  });

  it('keeps of a refusal what the table says', () => {
    expect(after('hold.granted.v1', 'offer.failed.v1').state.data).toEqual({
      dealId: 'deal-1',
      objection: 'not for sale',
    });
  });

  it('is compensated at once when its first step is refused', () => {
    const { state, send } = after('hold.denied.v1');
    expect(state.status).toBe('compensated');
    expect(send).toEqual([]);
  });

  it('undoes a silent step too, since it may have been done', () => {
    const turn = after('hold.granted.v1', timeout('make an offer'));
    expect(requestsOf(turn)).toEqual(['offer-withdrawal-requested.v1']);
    expect(turn.state.failure).toEqual({ step: 'make an offer', reason: 'saga.timeout' });
  });

  it('goes back when nobody comes to answer', () => {
    const turn = after(...untilWaiting, timeout('wait for the answer'));
    expect(requestsOf(turn)).toEqual(['offer-withdrawal-requested.v1']);
    expect(phasesOf(turn.state)).toMatchObject({ 'wait for the answer': 'failed' });
  });

  it('asks again for an undo that is not acknowledged, and raises the alarm after the last try', () => {
    const silence = ['hold.granted.v1', 'offer.failed.v1', timeout('hold the goods', 2)] as const;
    expect(requestsOf(after(...silence))).toEqual(['hold-release-requested.v1']);
    expect(requestsOf(after(...silence, timeout('hold the goods', 3)))).toEqual(['hold-release-requested.v1']);
    const { state, send } = after(...silence, timeout('hold the goods', 3), timeout('hold the goods', 4));
    expect(send).toEqual([{ kind: 'alarm', step: 'hold the goods', phase: 'undoing', tries: 3 }]);
    expect(state.status).toBe('stuck');
    expect(advance(deal, state, timeout('hold the goods', 4), noon).state).toBe(state);
  });

  describe('after a step in doubt', () => {
    const inDoubt = ['hold.granted.v1', timeout('make an offer')] as const;

    it('undoes it again when it was done after all, with what its answer told', () => {
      const turn = after(...inDoubt, 'offer.made.v1');
      expect(requestsOf(turn)).toEqual(['offer-withdrawal-requested.v1']);
      expect(turn.state.data.link).toBe('https://offers.example/1');
    });

    it('undoes it beside the step that is being undone meanwhile', () => {
      const turn = after(...inDoubt, 'offer.withdrawn.v1', 'offer.made.v1');
      expect(requestsOf(turn)).toEqual(['offer-withdrawal-requested.v1']);
      expect(phasesOf(turn.state)).toEqual({ 'hold the goods': 'undoing', 'make an offer': 'undoing' });
      expect(advance(deal, turn.state, dealAnswer('offer.withdrawn.v1'), noon).state.status).toBe('compensating');
    });

    it('goes back once more when it was already over', () => {
      const turn = after(...inDoubt, 'offer.withdrawn.v1', 'hold.released.v1', 'offer.made.v1');
      expect(requestsOf(turn)).toEqual(['offer-withdrawal-requested.v1']);
      expect(turn.state.status).toBe('compensating');
      expect(advance(deal, turn.state, dealAnswer('offer.withdrawn.v1'), noon).state.status).toBe('compensated');
    });

    it('does so once, however often the late answer comes', () => {
      const { state } = after(...inDoubt, 'offer.made.v1');
      expect(advance(deal, state, dealAnswer('offer.made.v1'), noon).state).toBe(state);
    });
  });

  it('does not undo a step before the one behind it is gone, even when a third was done late', () => {
    const undoable = (name: string): SagaStep<SagaTypes> => ({
      name,
      do: () => [],
      done: `${name} done`,
      undo: () => [],
      undone: `${name} undone`,
      timeoutMs: 1,
    });
    const chain = defineSaga<SagaTypes>({ name: 'chain', steps: ['one', 'two', 'three'].map(undoable) });
    const messages = ['one done', 'two done', timeout('three'), 'three undone', 'three done', 'three undone'];
    const { state } = messages.reduce<Advanced<SagaTypes>>(
      (turn, message) => advance(chain, turn.state, typeof message === 'string' ? { type: message } : message, noon),
      begin(chain, {}, noon),
    );
    expect(state.steps).toMatchObject({
      one: { phase: 'done' },
      two: { phase: 'undoing' },
      three: { phase: 'undone' },
    });
  });

  it('is not moved by a late answer of a step that cannot be undone', () => {
    const { state } = after(...untilWaiting, timeout('wait for the answer'));
    expect(advance(deal, state, dealAnswer('offer.accepted.v1'), noon).state).toBe(state);
  });
});

describe('a saga that is aborted', () => {
  it('goes back, the step it was at included', () => {
    const turn = after('hold.granted.v1', 'deal.cancel-requested.v1');
    expect(requestsOf(turn)).toEqual(['offer-withdrawal-requested.v1']);
    expect(turn.state.failure).toEqual({ step: 'make an offer', reason: 'deal.cancel-requested.v1' });
  });

  it.each([
    ['can be until the point of no return has been asked for', untilWaiting, true],
    ['cannot be while the point of no return is in doubt', untilCharge, false],
    ['cannot be behind the point of no return', untilAssign, false],
    ['cannot be when it goes back already', [...untilWaiting, 'offer.declined.v1'], false],
    ['cannot be when it is over', ['hold.denied.v1'], false],
  ] as const)('%s', (_, messages, isPossible) => {
    const { state } = after(...messages);
    expect(canAbort(deal, state)).toBe(isPossible);
    const turn = advance(deal, state, dealAnswer('deal.cancel-requested.v1'), noon);
    expect(turn.state === state).toBe(!isPossible);
  });
});

describe('a saga at its point of no return', () => {
  it('goes back when it is refused', () => {
    const turn = after(...untilCharge, 'offer.declined.v1');
    expect(requestsOf(turn)).toEqual(['offer-withdrawal-requested.v1']);
    expect(turn.state.failure).toEqual({ step: 'charge', reason: 'offer.declined.v1' });
  });

  it('asks again when it is silent, then raises the alarm and waits', () => {
    expect(requestsOf(after(...untilCharge, timeout('charge')))).toEqual(['charge-requested.v1']);
    const { state, send } = after(...untilCharge, timeout('charge', 1), timeout('charge', 2), timeout('charge', 3));
    expect(send).toEqual([{ kind: 'alarm', step: 'charge', phase: 'doing', tries: 3 }]);
    expect(state.status).toBe('stuck');
  });

  it('goes on when it is answered at last', () => {
    const silence = [timeout('charge', 1), timeout('charge', 2), timeout('charge', 3)];
    const turn = after(...untilCharge, ...silence, 'charge.made.v1');
    expect(requestsOf(turn)).toEqual(['assignment-requested.v1']);
    expect(turn.state.status).toBe('running');
  });

  it('is asked again, with all its tries, when a person resumes it', () => {
    const silence = [timeout('charge', 1), timeout('charge', 2), timeout('charge', 3)];
    const { state, send } = after(...untilCharge, ...silence, resume);
    expect(send).toMatchObject([{ message: { type: 'charge-requested.v1' } }, { message: timeout('charge', 4) }]);
    expect(state).toMatchObject({ status: 'running', steps: { charge: { triesLeft: 3 } } });
  });

  it('takes no refusal behind it: the deadline asks again', () => {
    const { state } = after(...untilAssign);
    expect(advance(deal, state, dealAnswer('goods.unassignable.v1'), noon).state).toBe(state);
    expect(requestsOf(after(...untilAssign, timeout('assign the goods')))).toEqual(['assignment-requested.v1']);
  });
});

describe('a stored saga', () => {
  it('is not resumed unless it is stuck', () => {
    const { state } = started();
    expect(advance(deal, state, resume, noon).state).toBe(state);
  });

  it('refuses to go on without a step that it has been at', () => {
    const { state } = started();
    const without = { ...deal, steps: deal.steps.slice(1) };
    expect(() => advance(without, state, dealAnswer('hold.granted.v1'), noon)).toThrow(UnknownSagaStep);
  });

  it('does not go back for a step that was put in before the one it is at', () => {
    const { state } = after('hold.granted.v1');
    const inspect = { name: 'inspect', do: () => [], done: 'deal.announced.v1', timeoutMs: 1 } as const;
    const longer = {
      ...deal,
      steps: [...deal.steps.slice(0, 1), inspect, ...deal.steps.slice(1)],
      pivotIndex: deal.pivotIndex + 1,
    };
    expect(advance(longer, state, dealAnswer('offer.made.v1'), noon).state.step).toBe('wait for the answer');
  });
});

describe('a saga that somebody leaves', () => {
  it('is over, asks for nothing more and takes no answer', () => {
    const { state, send } = leave(deal, after(...untilAssign).state, noon);
    expect([state.status, phasesOf(state)['assign the goods'], send]).toEqual(['completed', 'failed', []]);
    expect(advance(deal, state, timeout('assign the goods'), noon).state).toBe(state);
    expect(advance(deal, state, dealAnswer('goods.assigned.v1'), noon).state).toBe(state);
  });

  it('is over also when it was stuck', () => {
    const stuck = after(
      ...untilAssign,
      timeout('assign the goods'),
      timeout('assign the goods', 2),
      timeout('assign the goods', 3),
    );
    expect([stuck.state.status, leave(deal, stuck.state, noon).state.status]).toEqual(['stuck', 'completed']);
  });

  it('stays as it is when it asks for nothing', () => {
    const { state } = leave(deal, after(...untilAssign).state, noon);
    expect(leave(deal, state, noon).state).toBe(state);
  });
});
