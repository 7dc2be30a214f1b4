import { waitFor } from '@tovar/testing';
import { vi } from 'vitest';
import { Circuit, CircuitOpen } from './circuit.ts';

const LONG_MS = 60_000;
const SHORT_MS = 20;
/** A busy machine may stand still for a moment between two lines of a test. */
const LONGER_THAN_A_STANDSTILL_MS = 1_000;
const DOWN = new Error('down');

describe('a circuit', () => {
  let asked: number;
  let isDown: boolean;
  const ask = async (): Promise<string> => {
    asked += 1;
    if (isDown) throw DOWN;
    return 'ok';
  };
  beforeEach(() => ((asked = 0), (isDown = true)));
  afterEach(() => vi.useRealTimers());

  const failTimes = async (circuit: Circuit, times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await expect(circuit.run(ask)).rejects.toBe(DOWN);
  };
  const closes = (circuit: Circuit) => waitFor('it to close', () => circuit.run(ask).catch(() => false));

  it('asks nobody any more after so many failures on end', async () => {
    const circuit = new Circuit({ failures: 3, openMs: LONG_MS });
    await failTimes(circuit, 3);
    await expect(circuit.run(ask)).rejects.toBeInstanceOf(CircuitOpen);
    expect(asked).toBe(3);
  });

  it('begins to count anew when one is answered', async () => {
    const circuit = new Circuit({ failures: 3, openMs: LONG_MS });
    await failTimes(circuit, 2);
    isDown = false;
    expect(await circuit.run(ask)).toBe('ok');
    isDown = true;
    await failTimes(circuit, 3);
  });

  it('lets one try after a while, keeps the others away meanwhile, and lets all ask when that one is answered', async () => {
    const circuit = new Circuit({ failures: 1, openMs: LONGER_THAN_A_STANDSTILL_MS });
    await failTimes(circuit, 1);
    let answer = (_text: string): void => undefined;
    const held = new Promise<string>((resolve) => (answer = resolve));
    let tries = 0;
    const trial = waitFor('its answer', () => circuit.run(() => ((tries += 1), held)).catch(() => false));
    await waitFor('somebody to try', () => tries > 0);
    await expect(circuit.run(ask)).rejects.toBeInstanceOf(CircuitOpen);
    isDown = false;
    answer('tried');
    expect(await trial).toBe('tried');
    expect(await Promise.all([circuit.run(ask), circuit.run(ask)])).toEqual(['ok', 'ok']);
    expect([tries, asked]).toEqual([1, 3]);
  });

  it('lets the next one try when the first takes long', async () => {
    const circuit = new Circuit({ failures: 1, openMs: SHORT_MS });
    await failTimes(circuit, 1);
    let tries = 0;
    const endless = new Promise<string>(() => undefined);
    const tryForever = () => void circuit.run(() => ((tries += 1), endless)).catch(() => undefined);
    await waitFor('somebody to try', () => (tryForever(), tries > 0));
    isDown = false;
    expect(await closes(circuit)).toBe('ok');
  });

  it('stays open when the one that tries fails, and closes when one is answered', async () => {
    const circuit = new Circuit({ failures: 2, openMs: LONGER_THAN_A_STANDSTILL_MS });
    await failTimes(circuit, 2);
    await waitFor('one that tried', () => circuit.run(ask).catch((error: Error) => error === DOWN));
    await expect(circuit.run(ask)).rejects.toBeInstanceOf(CircuitOpen);
    isDown = false;
    expect(await closes(circuit)).toBe('ok');
  });

  it('[FT-08] is not kept open by a wall clock that was fast and is set back', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const rightTime = Date.now();
    const circuit = new Circuit({ failures: 1, openMs: SHORT_MS });
    vi.setSystemTime(rightTime + 3_600_000);
    await failTimes(circuit, 1);
    vi.useRealTimers();
    isDown = false;
    expect(await closes(circuit)).toBe('ok');
  });
});
