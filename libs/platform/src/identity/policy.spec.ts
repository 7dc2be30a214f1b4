import * as fc from 'fast-check';
import { requireAccess } from './access.guard.ts';
import { type Conditions, explain, type Facts, may } from './policy.ts';

const CANCEL = 'orders:cancel:any';
const EUR_100 = { amount: '10000', currency: 'EUR' };
const holder = (...when: (Conditions | undefined)[]) => ({
  scopes: new Set(when.includes(undefined) ? [CANCEL] : []),
  conditionalGrants: when.flatMap((conditions) => (conditions ? [{ scope: CANCEL, when: conditions }] : [])),
});
const euros = (amount: bigint): Facts => ({ amount: { amount, currency: 'EUR' } });

describe('a scope', () => {
  it('without conditions covers everything it is about', () => {
    expect(may(holder(undefined), CANCEL, {})).toBe(true);
    expect(may(holder({ states: [] }, undefined), CANCEL, {})).toBe(true);
  });

  it('that is missing, or of nobody, covers nothing', () => {
    expect(may(undefined, CANCEL, {})).toBe(false);
    expect(explain(holder(), CANCEL)).toEqual([{ scope: CANCEL, reason: 'MISSING_SCOPE' }]);
    expect(explain(undefined, CANCEL)).toEqual([{ scope: CANCEL, reason: 'MISSING_SCOPE' }]);
  });

  it.each<[string, Conditions, Facts, Facts]>([
    ['own', { own: true }, { isOwn: true }, { isOwn: false }],
    ['a state', { states: ['PROCESSING', 'CREATED'] }, { state: 'CREATED' }, { state: 'PAID' }],
    ['an amount', { maxAmount: EUR_100 }, euros(10_000n), euros(10_001n)],
    ['a currency', { maxAmount: EUR_100 }, euros(1n), { amount: { amount: 1n, currency: 'JPY' } }],
    ['two of them', { own: true, states: ['A'] }, { isOwn: true, state: 'A' }, { isOwn: true, state: 'B' }],
  ])('with the condition %s covers what fulfils it, and nothing else', (_what, when, fulfilled, broken) => {
    expect(may(holder(when), CANCEL, fulfilled)).toBe(true);
    expect(may(holder(when), CANCEL, broken)).toBe(false);
    expect(may(holder(when), CANCEL, {})).toBe(false);
  });

  it('tells which condition failed, and what it would take', () => {
    const facts = { state: 'PAID', ...euros(20_000n) };
    expect(explain(holder({ states: ['PROCESSING'] }, { maxAmount: EUR_100 }), CANCEL, facts)).toEqual([
      { scope: CANCEL, reason: 'STATE', allowedStates: ['PROCESSING'] },
      { scope: CANCEL, reason: 'AMOUNT', maxAmount: EUR_100 },
    ]);
  });

  it('given twice is covered by either grant', () => {
    const twice = holder({ states: ['PROCESSING'] }, { maxAmount: EUR_100 });
    expect(may(twice, CANCEL, { state: 'PAID', ...euros(1n) })).toBe(true);
  });

  it('[GQL-13] under no condition, an empty list or a condition of a later version covers nothing', () => {
    const later = { own: true, weekday: 'monday' } as Conditions;
    for (const when of [{}, { states: [] }, later]) {
      expect(may(holder(when), CANCEL, { isOwn: true, state: '', ...euros(0n) })).toBe(false);
    }
  });

  it('is explained exactly when it is denied, and never covers more for being narrowed', () => {
    const conditions = fc.record(
      {
        own: fc.constant(true as const),
        states: fc.array(fc.constantFrom('A', 'B', 'C')),
        maxAmount: fc.record({ amount: fc.nat(200).map(String), currency: fc.constantFrom('EUR', 'JPY') }),
      },
      { requiredKeys: [] },
    );
    const facts = fc.record(
      {
        isOwn: fc.boolean(),
        state: fc.constantFrom('A', 'B', 'D'),
        amount: fc.record({ amount: fc.bigInt(0n, 200n), currency: fc.constantFrom('EUR', 'JPY') }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(conditions, conditions, facts, (one, other, known) => {
        const isAllowed = may(holder(one), CANCEL, known);
        expect(explain(holder(one), CANCEL, known).length === 0).toBe(isAllowed);
        const narrowed = { ...other, ...one };
        if (Object.keys(one).length > 0 && may(holder(narrowed), CANCEL, known)) expect(isAllowed).toBe(true);
      }),
    );
  });
});

describe('a handler', () => {
  const identity = { userId: 'u', sessionId: 's', roles: [], expiresAt: 0, scopes: new Set<string>() };
  const nobody = (): undefined => undefined;

  it('[GQL-13] that asks for one of no scopes admits nobody', () => {
    expect(() => requireAccess({ kind: 'scopes', anyOf: [] }, identity, nobody)).toThrow('may not do this');
  });

  it('that knows of no conditions refuses a scope that has some, and says which', () => {
    const conditionalGrants = [{ scope: CANCEL, when: { states: ['PROCESSING'] } }];
    const call = (): void =>
      requireAccess({ kind: 'scopes', anyOf: [CANCEL] }, { ...identity, conditionalGrants }, nobody);
    const denials = [{ scope: CANCEL, reason: 'STATE', allowedStates: ['PROCESSING'] }];
    expect(call).toThrow(expect.objectContaining({ details: { missingScopes: [CANCEL], denials } }));
  });

  it('that is for whoever is logged in refuses an API key', () => {
    expect(() => requireAccess({ kind: 'authenticated' }, identity, nobody)).not.toThrow();
    expect(() => requireAccess({ kind: 'authenticated' }, { ...identity, isApiKey: true }, nobody)).toThrow('Log in');
  });
});
