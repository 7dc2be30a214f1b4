import { ReplicaSet } from './replica-set.ts';

const [A, B, C] = ['https://10.0.0.1:1', 'https://10.0.0.2:1', 'https://10.0.0.3:1'].map((text) => new URL(text)) as [
  URL,
  URL,
  URL,
];

describe('the replicas of a service', () => {
  let replicas: ReplicaSet;
  beforeEach(() => {
    replicas = new ReplicaSet();
    replicas.update([A, B, C]);
  });

  const turns = (count: number) =>
    Array.from({ length: count }, () => replicas.next()?.host ?? 'nobody').toSorted((a, b) => a.localeCompare(b));

  it('have their turns one after another', () => {
    expect(new Set(turns(3)).size).toBe(3);
    const spread = turns(300);
    for (const { host } of [A, B, C]) expect(spread.filter((each) => each === host)).toHaveLength(100);
  });

  it('are passed over while they are out, and have their turns again afterwards', () => {
    expect(replicas.eject(B)).toBe(true);
    expect(replicas.eject(B)).toBe(false);
    expect(turns(4)).toEqual([A.host, A.host, C.host, C.host]);
    replicas.restore(B);
    expect(new Set(turns(3)).size).toBe(3);
  });

  it('are asked all the same when all of them are out', () => {
    for (const origin of [A, B, C]) replicas.eject(origin);
    expect(new Set(turns(3)).size).toBe(3);
  });

  it('are not asked twice for one request', () => {
    expect(replicas.next(new Set([A, C]))).toBe(B);
    expect(replicas.next(new Set([A, B, C]))).toBeUndefined();
  });

  it('go out when they are late five times on end, not when they answer in between', () => {
    const lateness = (times: number) => Array.from({ length: times }, () => replicas.wasLate(A)).at(-1);
    expect(lateness(4)).toBe(false);
    replicas.answered(A);
    expect(lateness(4)).toBe(false);
    expect(lateness(1)).toBe(true);
    expect(replicas.isOut(A)).toBe(true);
  });

  it('stay in when there is only one', () => {
    replicas.update([A]);
    expect(replicas.eject(A)).toBe(false);
    expect(turns(2)).toEqual([A.host, A.host]);
  });

  it('keep what is known of them when others join and leave', () => {
    replicas.eject(A);
    replicas.update([new URL(A.href), C]);
    expect(turns(2)).toEqual([C.host, C.host]);
  });

  it('are nobody when none is known', () => {
    expect(new ReplicaSet().next()).toBeUndefined();
  });

  it('are unsure before their first answer and some time after the last, while there is another to turn to', () => {
    let now = 0;
    replicas = new ReplicaSet(() => now);
    replicas.update([A, B]);
    const isUnsure = (tried: readonly URL[] = []): boolean => replicas.isUnsure(A, 500, new Set(tried));
    expect(isUnsure()).toBe(true);
    replicas.answered(A);
    now = 500;
    expect(isUnsure()).toBe(false);
    now = 501;
    expect(isUnsure()).toBe(true);
    expect(isUnsure([B])).toBe(false);
    replicas.update([A]);
    expect(isUnsure()).toBe(false);
  });
});
