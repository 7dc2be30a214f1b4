import { ServiceUnavailable } from '../errors/platform.errors.ts';
import { LinkPolicy } from './link-policy.ts';

const WAIT_MS = 60_000;

describe('LinkPolicy', () => {
  it('[FED-08] lets so many callers in at once, so many more wait for that, and no more', async () => {
    const policy = new LinkPolicy('slow', { inside: 2, waiting: 1 });
    const [first, second, third] = [held(), held(), held()];
    const inside = [first, second].map(({ answered }) => policy.run(WAIT_MS, false, () => answered));
    const inLine = policy.run(WAIT_MS, false, () => third.answered);
    await expect(policy.run(WAIT_MS, false, async () => 'fourth')).rejects.toThrow(ServiceUnavailable);
    first.answer('first');
    expect(await inside[0]).toBe('first');
    third.answer('third');
    expect(await inLine).toBe('third');
    expect(await policy.run(WAIT_MS, false, async () => 'fifth')).toBe('fifth');
    second.answer('second');
    expect(await inside[1]).toBe('second');
  });

  it('serves those in line in the order in which they came', async () => {
    const policy = new LinkPolicy('slow', { inside: 1, waiting: 10 });
    const first = held();
    const served: number[] = [];
    const inside = policy.run(WAIT_MS, false, () => first.answered);
    const inLine = [1, 2, 3].map((number) => policy.run(WAIT_MS, false, async () => served.push(number)));
    first.answer('first');
    await Promise.all([inside, ...inLine]);
    expect(served).toEqual([1, 2, 3]);
  });

  it('sends away whoever has waited for half of their time, and does not ask the service for them', async () => {
    const policy = new LinkPolicy('slow', { inside: 1, waiting: 10 });
    const [first, next] = [held(), held()];
    let asked = 0;
    const inside = policy.run(WAIT_MS, false, () => first.answered);
    const gone = policy.run(20, false, async () => (asked += 1));
    const inLine = policy.run(WAIT_MS, false, () => next.answered);
    await expect(gone).rejects.toThrow(ServiceUnavailable);
    first.answer('first');
    next.answer('next');
    expect(await Promise.all([inside, inLine])).toEqual(['first', 'next']);
    expect(asked).toBe(0);
  });

  it('keeps the circuit closed, however many it sends away', async () => {
    const policy = new LinkPolicy('slow', { inside: 1, waiting: 0 });
    const first = held();
    const inside = policy.run(WAIT_MS, false, () => first.answered);
    for (let time = 0; time < 20; time += 1)
      await expect(policy.run(WAIT_MS, false, async () => 'no')).rejects.toThrow(ServiceUnavailable);
    first.answer('first');
    await inside;
    expect(await policy.run(WAIT_MS, false, async () => 'yes')).toBe('yes');
  });
});

/** An answer that is held back until the test gives it: a call left open would reject minutes later, in another suite. */
function held(): { answered: Promise<string>; answer: (text: string) => void } {
  let answer: (text: string) => void = () => undefined;
  const answered = new Promise<string>((resolve) => (answer = resolve));
  return { answered, answer };
}
