import { ServiceUnavailable } from '../errors/platform.errors.ts';
import { LinkPolicy } from './link-policy.ts';

const never = (): Promise<never> => new Promise(() => undefined);
const WAIT_MS = 60_000;

describe('LinkPolicy', () => {
  it('[FED-08] lets a service keep so many callers waiting and no more', async () => {
    const policy = new LinkPolicy('slow', 2);
    let answer: (text: string) => void = () => undefined;
    const first = policy.run(WAIT_MS, false, () => new Promise<string>((resolve) => (answer = resolve)));
    void policy.run(WAIT_MS, false, never);
    await expect(policy.run(WAIT_MS, false, async () => 'third')).rejects.toThrow(ServiceUnavailable);
    answer('first');
    expect(await first).toBe('first');
    expect(await policy.run(WAIT_MS, false, async () => 'fourth')).toBe('fourth');
  });
});
