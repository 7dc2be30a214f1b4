import { randomUUID } from 'node:crypto';
import type { SqlDatabase } from '../src/database/sql-database.ts';
import {
  IdempotencyKeyInvalid,
  IdempotencyKeyReused,
  RequestInProgress,
} from '../src/idempotency/idempotency.errors.ts';
import { Idempotency, type IdempotentCall, type IdempotentResult } from '../src/idempotency/idempotency.ts';
import { prepareProbeService, type ProbeService } from './kit/probe-service.ts';

describe.each(['TypeORM', 'Prisma'])('idempotency with %s', (orm) => {
  let service: ProbeService;
  let database: SqlDatabase;
  let idempotency: Idempotency;

  beforeAll(async () => {
    service = await prepareProbeService();
    database = orm === 'Prisma' ? await service.openPrismaDatabase() : await service.openDatabase();
    idempotency = new Idempotency(database);
  });
  beforeEach(() => database.query('DELETE FROM effect'));
  afterAll(async () => {
    await database.onModuleDestroy();
    await service.drop();
  });

  const aCall = (given: Partial<IdempotentCall> = {}): IdempotentCall => ({
    principal: 'customer-1',
    operation: 'placeOrder',
    key: randomUUID(),
    payload: { cartId: 'a', total: 1_230n },
    ...given,
  });
  /** An effect in the database, and a result that is another one each time. */
  const effect = async (): Promise<{ orderId: string }> => {
    const orderId = randomUUID();
    await database.query('INSERT INTO effect (event_id, subject) VALUES ($1, $2)', [orderId, 'order']);
    return { orderId };
  };
  const effects = async (): Promise<number> => (await database.query('SELECT FROM effect')).length;

  it('takes effect once, and replays the result', async () => {
    const call = aCall();
    const first = await idempotency.once(call, effect);
    const second = await idempotency.once(call, effect);
    expect(first.isReplay).toBe(false);
    expect(second).toEqual({ result: first.result, isReplay: true });
    expect(await effects()).toBe(1);
  });

  it('finds the result of an earlier call, and nothing before there is one', async () => {
    const call = aCall();
    expect(await idempotency.find(call)).toBeUndefined();
    const { result } = await idempotency.once(call, effect);
    expect(await idempotency.find(call)).toEqual(result);
  });

  it('replays an effect that has no result', async () => {
    const call = aCall();
    await idempotency.once(call, async () => void (await effect()));
    expect(await idempotency.once(call, effect)).toEqual({ result: null, isReplay: true });
    expect(await effects()).toBe(1);
  });

  it('refuses the key for another payload, also when the first is only looked for', async () => {
    const call = aCall();
    await idempotency.once(call, effect);
    const other = { ...call, payload: { cartId: 'a', total: 1_231n } };
    await expect(idempotency.once(other, effect)).rejects.toThrow(IdempotencyKeyReused);
    await expect(idempotency.find(other)).rejects.toThrow(IdempotencyKeyReused);
    expect(await effects()).toBe(1);
  });

  it.each([
    ['the order of keys', { a: 1, b: { c: 2, d: [3] } }, { b: { d: [3], c: 2 }, a: 1 }],
    ['a key without a value', { a: 1, b: undefined }, { a: 1 }],
  ])('does not mind %s in the payload', async (_what, first, second) => {
    const call = aCall({ payload: first });
    await idempotency.once(call, effect);
    expect((await idempotency.once({ ...call, payload: second }, effect)).isReplay).toBe(true);
  });

  it.each([
    ['the order of a list', [1, 2], [2, 1]],
    ['the type of a value', { a: 1 }, { a: '1' }],
    ['a moment', { at: new Date(0) }, { at: new Date(1) }],
    ['null for a missing value', { a: null }, {}],
  ])('minds %s in the payload', async (_what, first, second) => {
    const call = aCall({ payload: first });
    await idempotency.once(call, effect);
    await expect(idempotency.once({ ...call, payload: second }, effect)).rejects.toThrow(IdempotencyKeyReused);
  });

  it("[IDEM-02] keeps another caller's and another operation's key apart", async () => {
    const call = aCall();
    const results = [
      await idempotency.once(call, effect),
      await idempotency.once({ ...call, principal: 'customer-2' }, effect),
      await idempotency.once({ ...call, operation: 'refund' }, effect),
    ];
    expect(results.map((result) => result.isReplay)).toEqual([false, false, false]);
    expect(await effects()).toBe(3);
  });

  it('stores nothing of a failure, so that the call can be made again', async () => {
    const call = aCall();
    const failing = idempotency.once(call, async () => {
      await effect();
      throw new Error('The provider is away.');
    });
    await expect(failing).rejects.toThrow('The provider is away.');
    expect(await effects()).toBe(0);
    expect((await idempotency.once(call, effect)).isReplay).toBe(false);
    expect(await effects()).toBe(1);
  });

  it('refuses a call that is being answered, at once', async () => {
    const call = aCall();
    const running = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const first = idempotency.once(call, async () => {
      running.resolve();
      await held.promise;
      return effect();
    });
    await running.promise;
    await expect(idempotency.once(call, effect)).rejects.toThrow(RequestInProgress);
    await expect(idempotency.once(aCall(), effect)).resolves.toMatchObject({ isReplay: false });
    held.resolve();
    const { result } = await first;
    expect(await idempotency.once(call, effect)).toEqual({ result, isReplay: true });
  });

  it('takes effect once when fifty make the same call at the same time', async () => {
    const call = aCall();
    const calls = Array.from({ length: 50 }, () => idempotency.once(call, effect));
    const answers = await Promise.allSettled(calls);
    const done = answers
      .filter((answer) => answer.status === 'fulfilled')
      .map((answer) => answer.value as IdempotentResult<unknown>);
    const refusals = answers.filter((answer) => answer.status === 'rejected').map((answer) => answer.reason as unknown);
    expect(done.filter((answer) => !answer.isReplay)).toHaveLength(1);
    expect(new Set(done.map((answer) => JSON.stringify(answer.result))).size).toBe(1);
    expect(refusals.every((refusal) => refusal instanceof RequestInProgress)).toBe(true);
    expect(await effects()).toBe(1);
  });

  it.each([
    '',
    'short',
    'x'.repeat(15),
    'x'.repeat(256),
    'with spaces in between',
    'ключ-идемпотентности',
    'new\nline-new\nline',
  ])('refuses the key %j', async (key) => {
    await expect(idempotency.once(aCall({ key }), effect)).rejects.toThrow(IdempotencyKeyInvalid);
    await expect(idempotency.find(aCall({ key }))).rejects.toThrow(IdempotencyKeyInvalid);
    expect(await effects()).toBe(0);
  });

  it.each(['x'.repeat(16), 'x'.repeat(255), randomUUID(), '!~"{}[]/\\@#$%^&*('])('takes the key %j', async (key) => {
    await expect(idempotency.once(aCall({ key }), effect)).resolves.toMatchObject({ isReplay: false });
  });

  it('forgets results that are older than 48 hours', async () => {
    const [old, young] = [aCall(), aCall()];
    await idempotency.once(old, effect);
    await idempotency.once(young, effect);
    const age = `UPDATE idempotency SET stored_at = now() - $2::interval WHERE key = $1`;
    await database.query(age, [old.key, '49 hours']);
    await database.query(age, [young.key, '47 hours']);
    await idempotency.tidy();
    expect(await idempotency.find(old)).toBeUndefined();
    expect(await idempotency.find(young)).toBeDefined();
  });
});
