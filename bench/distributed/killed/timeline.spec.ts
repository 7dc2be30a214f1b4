import { type Read, slowerForMs } from './timeline.ts';

const KILLED_AT_MS = 2_000;
const END_MS = 6_000;

/** A hundred a second, of which each takes so long. */
const readsTaking = (tookMs: (sinceKillMs: number) => number): Read[] =>
  Array.from({ length: END_MS / 10 }, (_, index) => ({ atMs: index * 10, tookMs: tookMs(index * 10 - KILLED_AT_MS) }));

/** Times vary between 5 and 9 ms. */
const usual = (sinceKillMs: number): number => 5 + ((sinceKillMs / 10 + KILLED_AT_MS) % 5);

describe('the time for which reads are slower', () => {
  it('is none when they are as before', () => {
    expect(slowerForMs(readsTaking(usual), KILLED_AT_MS)).toBe(0);
  });

  it('ends with the last tenth of a second in which they were', () => {
    const reads = readsTaking((since) => (since >= 0 && since < 450 ? 40 : usual(since)));
    expect(slowerForMs(reads, KILLED_AT_MS)).toBe(500);
  });

  it('counts those of which only every other one is slow', () => {
    const reads = readsTaking((since) => (since >= 0 && since < 300 && since % 20 === 0 ? 40 : usual(since)));
    expect(slowerForMs(reads, KILLED_AT_MS)).toBe(300);
  });

  it('goes on over a short rest, and not over a longer one', () => {
    const slowAt = (...starts: number[]) =>
      readsTaking((since) => (starts.some((start) => since >= start && since < start + 100) ? 40 : usual(since)));
    expect(slowerForMs(slowAt(0, 400), KILLED_AT_MS)).toBe(500);
    expect(slowerForMs(slowAt(0, 1_000), KILLED_AT_MS)).toBe(100);
  });

  it('lasts to the end when they stay slow', () => {
    expect(
      slowerForMs(
        readsTaking((since) => (since >= 0 ? 40 : usual(since))),
        KILLED_AT_MS,
      ),
    ).toBe(END_MS - KILLED_AT_MS);
  });
});
