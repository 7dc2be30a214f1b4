import type { Fault } from './fault.ts';
import { Strikes } from './strikes.ts';

const SEED = 7;

describe('faults of a round', () => {
  let said: string[];
  beforeEach(() => {
    said = [];
  });

  function aFault(name: string, strike: () => Promise<void> = () => Promise.resolve()): Fault {
    return {
      id: 'FT-00',
      name,
      arm: async () => void said.push(`arm ${name}`),
      strike: () => {
        said.push(`strike ${name}`);
        return strike();
      },
      heal: async () => {
        said.push(`heal ${name}`);
        return 1;
      },
    };
  }

  async function go(lanes: Fault[][]): Promise<Strikes> {
    const strikes = new Strikes({ seed: SEED, lanes, strikesForMs: 10 });
    await strikes.arm();
    await strikes.strike();
    await strikes.healStruck();
    await strikes.healWaiting();
    return strikes;
  }

  it('strike one after another in a lane, each healed before the next', async () => {
    await go([[aFault('first'), aFault('second')]]);
    expect(said).toEqual(['arm first', 'strike first', 'heal first', 'arm second', 'strike second', 'heal second']);
  });

  it('strike at the same time in different lanes', async () => {
    const slowStrikes = Promise.withResolvers<void>();
    await go([[aFault('slow', () => slowStrikes.promise)], [aFault('quick', async () => slowStrikes.resolve())]]);
    expect(said.filter((each) => each.startsWith('arm'))).toEqual(['arm slow', 'arm quick']);
  });

  it('are healed last when nothing strikes any more', async () => {
    const slow = aFault('slow', async () => void (await new Promise((resolve) => setTimeout(resolve, 50))));
    await go([[aFault('quick')], [aFault('before'), slow]]);
    expect(said.indexOf('heal quick')).toBeGreaterThan(said.indexOf('strike slow'));
  });

  it('that wait for somebody are healed after those that have struck', async () => {
    await go([[{ ...aFault('waiting'), strike: undefined }], [aFault('struck')]]);
    expect(said.slice(-2)).toEqual(['heal struck', 'heal waiting']);
  });

  it('are counted by their names', async () => {
    const { struck } = await go([[aFault('twice'), aFault('twice')], [aFault('once')]]);
    expect(struck).toEqual({ 'FT-00 twice': 2, 'FT-00 once': 1 });
  });

  it('that meet another fault count what they struck before', async () => {
    const away = () => Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' }));
    await expect(go([[aFault('met', away)]])).resolves.toMatchObject({ struck: { 'FT-00 met': 1 } });
  });

  it('that have a mistake end the round', async () => {
    await expect(go([[aFault('wrong', () => Promise.reject(new Error('a mistake')))]])).rejects.toThrow('a mistake');
  });
});
