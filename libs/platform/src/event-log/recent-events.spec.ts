import { type PositionedEvent, RecentEvents } from './recent-events.ts';

const at = (position: number, type = 'a'): PositionedEvent => ({
  position: BigInt(position),
  event: {
    specversion: '1.0',
    id: `event-${position}`,
    type,
    source: 'test',
    subject: 's',
    time: '2026-11-21T00:00:00Z',
    sequence: String(position),
    traceparent: '',
    data: {},
  },
});
const positions = (events: PositionedEvent[] | undefined): number[] | undefined =>
  events?.map((entry) => Number(entry.position));
const ONLY_A = new Set(['a']);

describe('the recent events', () => {
  it('begin empty, at the place where the process began', () => {
    const recent = new RecentEvents(7n);
    expect(recent.end).toBe(7n);
    expect(recent.after(7n, ONLY_A, 10)).toEqual([]);
  });

  it('know nothing of what was before them', () => {
    const recent = new RecentEvents(7n);
    recent.push([at(8)]);
    expect(recent.after(6n, ONLY_A, 10)).toBeUndefined();
  });

  it('answer what came after a position, of the types asked for, up to the limit', () => {
    const recent = new RecentEvents(0n);
    recent.push([at(1), at(2, 'b'), at(4)]);
    recent.push([at(5), at(6)]);
    expect(positions(recent.after(1n, ONLY_A, 10))).toEqual([4, 5, 6]);
    expect(positions(recent.after(3n, ONLY_A, 2))).toEqual([4, 5]);
    expect(positions(recent.after(0n, new Set(['b']), 10))).toEqual([2]);
    expect(recent.after(6n, ONLY_A, 10)).toEqual([]);
    expect(recent.end).toBe(6n);
  });

  it('forget the oldest, and then say that they do not reach that far back', () => {
    const recent = new RecentEvents(0n, 3);
    recent.push([at(1), at(2), at(3), at(4), at(5)]);
    expect(recent.after(1n, ONLY_A, 10)).toBeUndefined();
    expect(positions(recent.after(2n, ONLY_A, 10))).toEqual([3, 4, 5]);
    recent.push([at(6)]);
    expect(recent.after(2n, ONLY_A, 10)).toBeUndefined();
    expect(positions(recent.after(3n, ONLY_A, 10))).toEqual([4, 5, 6]);
  });

  it('stay as they are when nothing came', () => {
    const recent = new RecentEvents(3n);
    recent.push([]);
    expect(recent.end).toBe(3n);
  });
});
