import { CartBusy } from '../domain/cart.errors.ts';
import { MOST_TRIES, untilSaved } from './until-saved.ts';

describe('writing to a cart that others write to', () => {
  const atOnce = (): number => 0;

  it('goes on until nobody else was first', async () => {
    let tries = 0;
    const saved = await untilSaved(async () => ((tries += 1) === 3 ? 'saved' : undefined), atOnce);
    expect([saved, tries]).toEqual(['saved', 3]);
  });

  it('ends with a refusal that says to try again, after a known number of tries', async () => {
    let tries = 0;
    const writing = untilSaved(async () => void (tries += 1), atOnce);
    await expect(writing).rejects.toThrow(CartBusy);
    await expect(writing).rejects.toMatchObject({ code: 'CONFLICT', kind: 'conflict' });
    expect(tries).toBe(MOST_TRIES);
  });

  it('asks chance for each pause, so that two who met do not meet again', async () => {
    const asked: number[] = [];
    const random = (): number => {
      asked.push(0);
      return 0;
    };
    await expect(untilSaved(async () => undefined, random)).rejects.toThrow(CartBusy);
    expect(asked).toHaveLength(MOST_TRIES - 1);
  });

  it('goes on with nothing when a try fails otherwise', async () => {
    await expect(untilSaved(() => Promise.reject(new Error('the store is down')), atOnce)).rejects.toThrow('down');
  });
});
