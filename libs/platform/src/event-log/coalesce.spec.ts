import { coalesce } from './coalesce.ts';

describe('coalesced work', () => {
  it('never runs twice at a time, however it is asked', async () => {
    let running = 0;
    let most = 0;
    const work = coalesce(async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
    });
    const askAgain = async (): Promise<void> => {
      for (let time = 0; time < 20; time += 1) await work();
    };
    await Promise.all([askAgain(), askAgain(), work().then(askAgain)]);
    expect(most).toBe(1);
  });

  it('answers a call made during a run by a run that began after the call', async () => {
    const finish: (() => void)[] = [];
    const work = coalesce(() => new Promise((resolve) => finish.push(resolve)));
    const first = work();
    await Promise.resolve();
    let isAnswered = false;
    const second = work().then(() => (isAnswered = true));
    finish[0]?.();
    await first;
    expect(isAnswered).toBe(false);
    await Promise.resolve();
    finish[1]?.();
    await second;
    expect(finish).toHaveLength(2);
  });

  it('lets all calls that wait share one run', async () => {
    let runs = 0;
    const work = coalesce(async () => void (runs += 1));
    await Promise.all([work(), work(), work()]);
    expect(runs).toBe(1);
  });
});
