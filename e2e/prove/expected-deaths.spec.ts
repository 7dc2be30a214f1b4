import { ExpectedDeaths } from './expected-deaths.ts';

const END = 'orders ended with SIGKILL; it is started again.';

describe('the end of a service', () => {
  it('is a finding when nothing has struck it', () => {
    const deaths = new ExpectedDeaths();
    deaths.explain('payments');
    deaths.hear(END);
    expect(deaths.unexplained).toEqual([END]);
  });

  it('is expected until every fault that struck it is healed', () => {
    const deaths = new ExpectedDeaths();
    deaths.explain('orders');
    deaths.explain('orders');
    deaths.explainNoMore('orders');
    deaths.hear(END);
    expect(deaths.unexplained).toEqual([]);
    deaths.explainNoMore('orders');
    deaths.hear(END);
    expect(deaths.unexplained).toEqual([END]);
  });

  it('is told to whoever waits for one at a failpoint, unless something else has struck it', () => {
    const deaths = new ExpectedDeaths();
    const died: string[] = [];
    deaths.watchKilled((service) => void died.push(service));
    deaths.explain('catalog');
    for (const line of [END, 'catalog ended with SIGKILL; it is started again.', 'payments ended with 1; …'])
      deaths.hear(line);
    expect(died).toEqual(['orders']);
    expect(deaths.unexplained).toEqual(['payments ended with 1; …']);
  });

  it('is told to whoever waits at a failpoint also of one that is struck, when it is killed again', () => {
    const deaths = new ExpectedDeaths();
    const died: string[] = [];
    deaths.watchKilled((service) => void died.push(service));
    deaths.explain('orders');
    deaths.hear(END);
    expect(died).toEqual([]);
    deaths.hear('orders ended with SIGKILL instead of getting ready.');
    expect(died).toEqual(['orders']);
    deaths.explainNoMore('orders');
    deaths.explain('orders');
    deaths.hear(END);
    expect(died).toEqual(['orders']);
    expect(deaths.unexplained).toEqual([]);
  });
});
