import { ServiceUnavailable } from '../errors/platform.errors.ts';
import { LinkPolicy } from './link-policy.ts';

const WAIT_MS = 60_000;

describe('LinkPolicy', () => {
  it('[FED-08] lets a service keep so many callers waiting and no more', async () => {
    const policy = new LinkPolicy('slow', 2);
    const first = held();
    const second = held();
    const waiting = [first, second].map(({ answered }) => policy.run(WAIT_MS, false, () => answered));
    await expect(policy.run(WAIT_MS, false, async () => 'third')).rejects.toThrow(ServiceUnavailable);
    first.answer('first');
    expect(await waiting[0]).toBe('first');
    expect(await policy.run(WAIT_MS, false, async () => 'fourth')).toBe('fourth');
    second.answer('second');
    expect(await waiting[1]).toBe('second');
  });
});

/** An answer that is held back until the test gives it: a call left open would reject minutes later, in another suite. */
function held(): { answered: Promise<string>; answer: (text: string) => void } {
  let answer: (text: string) => void = () => undefined;
  const answered = new Promise<string>((resolve) => (answer = resolve));
  return { answered, answer };
}
