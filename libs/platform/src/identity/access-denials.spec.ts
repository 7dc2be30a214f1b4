import type { NewEvent } from '../event-log/event.ts';
import { type AccessDenial, AccessDenials, MOST_DENIALS_A_MINUTE } from './access-denials.ts';

function aDenial(fields: Partial<AccessDenial> = {}): AccessDenial {
  return {
    service: 'catalog',
    userId: 'u-1',
    sessionId: 's-1',
    code: 'FORBIDDEN',
    scopes: ['stock:write:any'],
    requestId: 'r-1',
    ...fields,
  };
}

describe('denials', () => {
  let told: { source: string; events: readonly NewEvent[] }[];
  let isDown: boolean;
  let denials: AccessDenials;

  beforeEach(() => {
    told = [];
    isDown = false;
    const append = async (source: string, events: readonly NewEvent[]): Promise<void> => {
      if (isDown) throw new Error('The log is away.');
      told.push({ source, events });
    };
    denials = new AccessDenials({ append }, () => 0);
  });
  afterEach(() => denials.stop());

  it('are told as one event for each service, user and scope, with how many there were', async () => {
    denials.note(aDenial());
    denials.note(aDenial({ requestId: 'r-2', sessionId: 's-2' }));
    denials.note(aDenial({ scopes: ['catalog:write:any'] }));
    denials.note(aDenial({ service: 'orders', userId: 'u-2' }));
    expect(told).toEqual([]);
    await denials.tell();
    const { userId, sessionId, code, scopes, requestId } = aDenial();
    const since = '1970-01-01T00:00:00.000Z';
    expect(told.map(({ source, events }) => [source, events.length])).toEqual([
      ['catalog', 2],
      ['orders', 1],
    ]);
    expect(told[0]?.events[0]).toEqual({
      type: 'access.denied.v1',
      subject: 'u-1',
      data: { userId, sessionId, code, scopes, requestId, since, count: 2 },
    });
  });

  it('are told once, and nothing is told when there were none', async () => {
    denials.note(aDenial());
    await denials.tell();
    await denials.tell();
    expect(told).toHaveLength(1);
  });

  it('are one, whatever scopes the caller makes up', async () => {
    denials.note(aDenial({ code: 'BEYOND_OWN_SCOPES', scopes: ['a:b:any'] }));
    denials.note(aDenial({ code: 'BEYOND_OWN_SCOPES', scopes: ['c:d:any'] }));
    await denials.tell();
    expect(told[0]?.events).toMatchObject([{ data: { scopes: ['a:b:any'], count: 2 } }]);
  });

  it('are bounded, however many users are refused', async () => {
    for (let user = 0; user < 3 * MOST_DENIALS_A_MINUTE; user += 1) denials.note(aDenial({ userId: `u-${user}` }));
    await denials.tell();
    expect(told.flatMap(({ events }) => events)).toHaveLength(MOST_DENIALS_A_MINUTE);
  });

  it('are kept while they cannot be told', async () => {
    denials.note(aDenial());
    isDown = true;
    await denials.tell();
    denials.note(aDenial());
    isDown = false;
    await denials.tell();
    expect(told.flatMap(({ events }) => events)).toMatchObject([{ data: { count: 2 } }]);
  });
});
