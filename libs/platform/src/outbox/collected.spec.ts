import { Collected } from './collected.ts';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const deadline = (data: string) => ({ type: 'orders.deadline', data, key: 'order 1' });

describe('what a transaction tells', () => {
  it('is kept in order, each event with the trace that it was told in', () => {
    const collected = new Collected();
    collected.add({ events: [{ type: 'a', subject: '1', data: {} }] }, TRACE);
    collected.add({ events: [{ type: 'b', subject: '1', data: {} }] }, `${TRACE} later`);
    expect(collected.events.map(({ type, traceparent }) => [type, traceparent])).toEqual([
      ['a', TRACE],
      ['b', `${TRACE} later`],
    ]);
  });

  it('has of one key the last job alone, and every job without one', () => {
    const collected = new Collected();
    collected.add({ jobs: [deadline('first'), { type: 'mail', data: 'x' }, { type: 'mail', data: 'y' }] }, TRACE);
    collected.add({ jobs: [deadline('second')] }, TRACE);
    expect(collected.jobs.map(({ data }) => data)).toEqual(['x', 'y', 'second']);
  });

  it('has no job that was cancelled afterwards, and one that was given afterwards', () => {
    const collected = new Collected();
    collected.add({ jobs: [deadline('first')], cancel: ['order 1'] }, TRACE);
    expect([collected.jobs, [...collected.cancelled]]).toEqual([[], ['order 1']]);
    collected.add({ jobs: [deadline('second')] }, TRACE);
    expect([collected.jobs.map(({ data }) => data), [...collected.cancelled]]).toEqual([['second'], []]);
  });
});
