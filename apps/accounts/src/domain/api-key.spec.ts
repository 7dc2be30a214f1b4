import { hashOfKey, keyOf, narrowedTo, prefixOf } from './api-key.ts';

describe('an API key', () => {
  it('can be recognised, is shown by its beginning, and stored as something else', () => {
    const key = keyOf(new Uint8Array(32).fill(7));
    expect(key).toMatch(/^tvk_[\w-]{43}$/);
    expect(prefixOf(key)).toHaveLength(12);
    expect(hashOfKey(key)).toHaveLength(32);
    expect(hashOfKey(key).toString('base64url')).not.toContain(key.slice(4, 20));
  });

  it('may do what it was made for, as far as its owner still may, and under the same conditions', () => {
    const user = { id: 'u', email: 'e', displayName: 'd', roles: [] };
    const cancel = { scope: 'orders:cancel:any', when: { states: ['PROCESSING'] } };
    const refund = { scope: 'payments:refund:any', when: { states: ['PAID'] } };
    const access = { user, isBlocked: false, accessVersion: 3, scopes: ['a:b:any', 'c:d:any'] };
    const narrowed = narrowedTo(['a:b:any', 'x:y:any', 'orders:cancel:any'], {
      ...access,
      conditionalGrants: [cancel, refund],
    });
    expect(narrowed).toEqual({ ...access, scopes: ['a:b:any'], conditionalGrants: [cancel] });
  });
});
