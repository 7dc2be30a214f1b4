import { randomUUID } from 'node:crypto';
import { waitFor } from '@tovar/testing';
import { AccountsShop, type LoggedIn } from './accounts-shop.ts';

const OWN =
  '{ securityEvents(first: 2) { edges { cursor node { kind isByOwner ipPrefix sessionId } } pageInfo { hasNextPage } } }';
const ALL = `query ($first: Int, $after: String, $kind: String, $userId: ID, $from: DateTime, $to: DateTime) {
  auditTrail(first: $first, after: $after, kind: $kind, userId: $userId, from: $from, to: $to) {
    edges { cursor node { id kind actorId subjectId details requestId } } pageInfo { hasNextPage }
  }
}`;

describe('the audit trail', () => {
  let accounts: AccountsShop;
  let admin: LoggedIn;
  let mira: LoggedIn;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
    admin = await accounts.staffLoggedIn('admin');
    mira = await accounts.someoneLoggedIn();
    await accounts.someoneLoggedIn();
    for (const method of ['PUT', 'DELETE'] as const)
      await accounts.as(admin, { method, path: `/api/v1/users/${mira.userId}/roles/support` });
    mira = await accounts.again(mira);
  });
  afterAll(() => accounts.stop());

  const get = (as: LoggedIn, path: string) => accounts.as(as, { path: `/api/v1/${path}` });
  const kinds = ({ body }: { body: { items: { kind: string }[] } }) => body.items.map(({ kind }) => kind);

  it('shows their own to everybody, in pages, and of staff no more than that it was them', async () => {
    const page = await get(mira, 'me/security-events?limit=2');
    const login = { kind: 'login-succeeded', isByOwner: true, ipPrefix: '127.0.0.0/24', sessionId: mira.sessionId };
    const byStaff = { kind: 'role-unassigned', isByOwner: false, ipPrefix: null, sessionId: null };
    expect(page).toMatchObject({ body: { items: [login, byStaff] }, statements: 1 });
    expect(JSON.stringify(page.body)).not.toContain(admin.userId);
    const next = /<\/api\/v1\/(.*)>; rel="next"/.exec(String(page.headers.link))?.[1] ?? '';
    expect(kinds(await get(mira, next))).toEqual(['role-assigned', 'login-succeeded']);
    const { body, statements } = await accounts.graphql(OWN, {}, mira);
    expect(body.data.securityEvents).toMatchObject({
      edges: [{ node: login }, { node: byStaff }],
      pageInfo: { hasNextPage: true },
    });
    expect(statements).toBe(1);
  });

  it('lets staff find by kind, by user and by time, one statement each', async () => {
    const assigned = await get(admin, `security-events?kind=role-assigned&user=${mira.userId}`);
    const entry = {
      kind: 'role-assigned',
      actorId: admin.userId,
      subjectId: mira.userId,
      details: { role: 'support' },
    };
    expect(assigned).toMatchObject({ body: { items: [entry] }, statements: 1 });
    const { at } = assigned.body.items[0];
    const period = (from: string, to: string) =>
      get(admin, `security-events?user=${mira.userId}&from=${from}&to=${to}`).then(kinds);
    const after = new Date(Date.parse(at) + 1).toISOString();
    expect(await period(at, after)).toEqual(['role-assigned']);
    expect(await period('2001-01-01T00:00:00Z', at)).not.toContain('role-assigned');
    expect(await period(after, '2100-01-01T00:00:00%2B03:00')).toEqual(['login-succeeded', 'role-unassigned']);
    const everybody = await get(admin, 'security-events?kind=login-succeeded&limit=100');
    expect(everybody.body.items.length).toBeGreaterThanOrEqual(4);
    expect([new Set(kinds(everybody)).size, everybody.statements]).toEqual([1, 1]);
  });

  it('is read to its end page by page by GraphQL, each entry once and the newest first', async () => {
    const seen: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const { body, statements } = await accounts.graphql(
        ALL,
        { first: 3, after, from: '2001-01-01T00:00:00Z' },
        admin,
      );
      const { edges, pageInfo } = body.data.auditTrail;
      expect(statements).toBe(1);
      seen.push(...edges.map(({ node }: { node: { id: string } }) => node.id));
      after = edges.at(-1)?.cursor;
      more = pageInfo.hasNextPage;
    }
    const [row] = await accounts.database.query('SELECT count(*)::int AS count FROM security_event');
    expect([seen.length, new Set(seen).size]).toEqual([row?.count, row?.count]);
    expect(seen).toEqual(seen.toSorted().toReversed());
    const given = { kind: 'role-assigned', userId: mira.userId };
    const { edges } = (await accounts.graphql(ALL, given, admin)).body.data.auditTrail;
    expect(edges).toMatchObject([{ node: { details: '{"role":"support"}', requestId: expect.any(String) } }]);
  });

  it('is for those alone who manage accounts, and takes no unknown conditions', async () => {
    expect(await get(mira, 'security-events')).toMatchObject({ status: 403, statements: 0 });
    expect((await accounts.graphql(ALL, {}, mira)).body.errors[0].extensions.code).toBe('FORBIDDEN');
    for (const query of ['kind=everything', 'user=me', 'from=yesterday', 'ip=127.0.0.1', 'limit=101'])
      expect((await get(admin, `security-events?${query}`)).status).toBe(400);
    expect((await accounts.graphql(ALL, { kind: 'everything' }, admin)).body.errors[0].extensions.code).toBe(
      'INVALID_INPUT',
    );
  });

  it('[LOG-02] tells of forged notifications and of refunds what payments told', async () => {
    const { eventLog } = accounts.shop.running.process;
    const [orderId, paymentId, refundId, requestId] = [1, 2, 3, 4].map(() => randomUUID());
    const forged = { provider: 'paypal', code: 'WEBHOOK_REJECTED', network: '203.0.113.0/24', requestId };
    const refund = { orderId, paymentId, refundId, amount: { amount: '990', currency: 'EUR' } };
    await eventLog.append('payments', [
      { type: 'webhook.rejected.v1', subject: 'paypal', data: forged },
      { type: 'payment.refunded.v1', subject: String(orderId), data: refund },
    ]);
    const text = `SELECT ip_prefix, request_id, details FROM security_event WHERE kind = $1`;
    const rowsOf = (kind: string) => waitFor(kind, async () => (await accounts.database.query(text, [kind]))[0]);
    const details = { provider: 'paypal', code: 'WEBHOOK_REJECTED' };
    expect(await rowsOf('webhook-rejected')).toEqual({ ip_prefix: '203.0.113.0/24', request_id: requestId, details });
    expect(await rowsOf('payment-refunded')).toEqual({ ip_prefix: null, request_id: null, details: refund });
  });

  it('[MTLS-04] cannot be changed by the service that writes it', async () => {
    for (const statement of ['DELETE FROM security_event', "UPDATE security_event SET kind = 'registered'"])
      await expect(accounts.database.query(statement)).rejects.toThrow('permission denied');
  });
});
