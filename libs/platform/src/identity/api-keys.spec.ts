import { Unauthenticated } from '../errors/platform.errors.ts';
import { type ServiceLink, ServiceRefused } from '../service-link/service-link.ts';
import { ApiKeys, credentialsOf } from './api-keys.ts';
import type { TokenVerifier } from './token-verifier.ts';

const KEY = `Bearer tvk_${'k'.repeat(43)}`;

describe('API keys at the edge', () => {
  let asked: unknown[];
  let answer: () => Promise<{ accessToken: string }>;
  let bad: Set<string>;
  let now: number;
  let keys: ApiKeys;

  beforeEach(() => {
    asked = [];
    bad = new Set();
    now = 0;
    answer = async () => ({ accessToken: `token-${asked.length}` });
    const link = { json: ({ body }: { body: unknown }) => (asked.push(body), answer()) };
    const tokens = {
      verify: async (token: string) => {
        if (bad.has(token)) throw new Unauthenticated();
      },
    };
    keys = new ApiKeys(link as unknown as ServiceLink, tokens as unknown as TokenVerifier, () => now);
  });

  it('become tokens, asked for once, however many come at the same time', async () => {
    const all = await Promise.all([keys.exchange(KEY), keys.exchange(KEY)]);
    expect([...all, await keys.exchange(KEY)]).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-1']);
    expect(asked).toEqual([{ key: `tvk_${'k'.repeat(43)}` }]);
  });

  it('are asked for again when their token is good no more', async () => {
    await keys.exchange(KEY);
    bad.add('Bearer token-1');
    expect(await keys.exchange(KEY)).toBe('Bearer token-2');
  });

  it('that are refused are not asked for again for a while', async () => {
    answer = async () => {
      throw new ServiceRefused('accounts', 401, '{}');
    };
    for (const _ of [1, 2, 3]) await expect(keys.exchange(KEY)).rejects.toThrow(Unauthenticated);
    expect(asked).toHaveLength(1);
    now += 10_000;
    await expect(keys.exchange(KEY)).rejects.toThrow(Unauthenticated);
    expect(asked).toHaveLength(2);
  });

  it('are not called wrong when accounts does not answer', async () => {
    answer = async () => {
      throw new ServiceRefused('accounts', 503, '{}');
    };
    await expect(keys.exchange(KEY)).rejects.toThrow(ServiceRefused);
    await expect(keys.exchange(KEY)).rejects.toThrow(ServiceRefused);
    expect(asked).toHaveLength(2);
  });

  it('of another form are refused without asking; tokens pass', async () => {
    for (const key of ['tvk_', 'tvk_short', `tvk_${'k'.repeat(44)}`, `tvk_${'/'.repeat(43)}`])
      await expect(keys.exchange(`Bearer ${key}`)).rejects.toThrow(Unauthenticated);
    expect(await keys.exchange('Bearer a.b.c')).toBe('Bearer a.b.c');
    expect(asked).toEqual([]);
  });

  it('come in a header of their own, or as Authorization, which goes first', () => {
    expect(credentialsOf({ 'x-api-key': 'tvk_1' })).toBe('Bearer tvk_1');
    expect(credentialsOf({ 'x-api-key': 'tvk_1', authorization: 'Bearer a' })).toBe('Bearer a');
    expect(credentialsOf({ 'x-api-key': ['a', 'b'] })).toBeUndefined();
  });
});
