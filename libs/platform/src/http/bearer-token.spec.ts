import { BearerToken } from './bearer-token.ts';

describe('an access token', () => {
  let now = 0;
  let asked = 0;
  const tokenFor = (lifeSeconds: number) =>
    new BearerToken(
      async () => ({ token: `token-${++asked}`, lifeSeconds }),
      () => now,
    );
  beforeEach(() => {
    now = 0;
    asked = 0;
  });

  it('is renewed five minutes before it ends', async () => {
    const token = tokenFor(32_400);
    await token.get();
    now = (32_400 - 301) * 1_000;
    expect(await token.get()).toBe('token-1');
    now += 2_000;
    expect(await token.get()).toBe('token-2');
  });

  it('is used although its life is shorter than that', async () => {
    const token = tokenFor(60);
    await token.get();
    now = 29_000;
    expect(await token.get()).toBe('token-1');
  });

  it('is dropped only while it is the current one', async () => {
    const token = tokenFor(32_400);
    token.drop(await token.get());
    const second = await token.get();
    token.drop('token-1');
    expect([second, await token.get()]).toEqual(['token-2', 'token-2']);
  });

  it('is asked for again after a failure', async () => {
    const failing = new BearerToken(async () => {
      asked += 1;
      if (asked === 1) throw new Error('down');
      return { token: 'token', lifeSeconds: 60 };
    });
    await expect(failing.get()).rejects.toThrow('down');
    expect(await failing.get()).toBe('token');
  });
});
