import { waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { CreateFirstAccounts } from '../src/commands/create-first-accounts.ts';
import { AccountsShop, GOOD_PASSWORD, type LoggedIn, newEmail } from './accounts-shop.ts';

const REGISTER = `mutation ($input: RegisterInput!) {
  register(input: $input) { mailedTo errors { __typename code ... on PasswordRefusedError { reason } } }
}`;
const VERIFY = `mutation ($input: MailedTokenInput!) {
  verifyEmail(input: $input) { user { id email displayName roles } errors { __typename code } }
}`;
const LOG_IN = `mutation ($input: LogInInput!) {
  logIn(input: $input) {
    tokens { accessToken accessTokenEndsAt refreshToken refreshTokenEndsAt sessionId user { id email roles } }
    errors { code message }
  }
}`;
const REFRESH = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) { tokens { refreshToken sessionId } errors { code } }
}`;
const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on User { id displayName email roles } }
}`;

describe('accounts by GraphQL', () => {
  let accounts: AccountsShop;

  beforeAll(async () => {
    accounts = await AccountsShop.start();
  });
  afterAll(() => accounts.stop());

  const entities = (ids: readonly string[], as?: LoggedIn) =>
    accounts.graphql(ENTITIES, { representations: ids.map((id) => ({ __typename: 'User', id })) }, as);

  it('opens an account, logs in and shows who that is', async () => {
    const input = { email: ` ${newEmail().toUpperCase()}`, displayName: 'Noor Haddad', password: GOOD_PASSWORD };
    const registered = await accounts.graphql(REGISTER, { input });
    const email = input.email.trim().toLowerCase();
    expect(registered.body.data.register).toEqual({ mailedTo: email, errors: [] });
    const { token } = await accounts.mailTo(email);
    const verified = await accounts.graphql(VERIFY, { input: { token } });
    expect(verified.body.data.verifyEmail).toMatchObject({ user: { email, roles: ['customer'] }, errors: [] });
    const { body, headers } = await accounts.graphql(LOG_IN, { input: { email, password: GOOD_PASSWORD } });
    const { tokens } = body.data.logIn;
    expect(tokens).toMatchObject({ user: { email, roles: ['customer'] } });
    expect(headers['cache-control']).toBe('no-store');
    const me = await accounts.graphql('{ me { id email displayName roles } }', {}, { ...tokens, email, userId: '' });
    expect(me.body.data.me).toEqual(verified.body.data.verifyEmail.user);
  });

  it('refuses as data what a form has to show', async () => {
    const input = { email: newEmail(), displayName: 'Noor', password: GOOD_PASSWORD };
    const never = await accounts.graphql(VERIFY, { input: { token: 'A'.repeat(43) } });
    expect(never.body.data.verifyEmail).toEqual({
      user: null,
      errors: [{ __typename: 'PlainUserError', code: 'INVALID_LINK' }],
    });
    const weak = await accounts.graphql(REGISTER, { input: { ...input, password: 'qwerty123' } });
    expect(weak.body.data.register.errors).toEqual([
      { __typename: 'PasswordRefusedError', code: 'PASSWORD_REFUSED', reason: 'common' },
    ]);
  });

  it('[AUTH-10] answers a wrong password and an unknown address alike', async () => {
    const { email } = await accounts.someoneLoggedIn();
    const answers = [];
    for (const address of [email, newEmail()]) {
      answers.push((await accounts.graphql(LOG_IN, { input: { email: address, password: 'not the password' } })).body);
    }
    expect(answers[0].data.logIn).toMatchObject({ tokens: null, errors: [{ code: 'INVALID_CREDENTIALS' }] });
    expect(answers[1]).toEqual(answers[0]);
  });

  it('refuses bad input before anything else', async () => {
    const input = { email: 'nobody', displayName: 'Noor', password: GOOD_PASSWORD };
    const { body, statements } = await accounts.graphql(REGISTER, { input });
    expect(body.errors[0].extensions.code).toBe('INVALID_INPUT');
    expect(statements).toBe(0);
  });

  it('continues a session, and refuses a token that is worth nothing as data', async () => {
    const session = await accounts.someoneLoggedIn();
    const { body } = await accounts.graphql(REFRESH, { input: { refreshToken: session.refreshToken } });
    expect(body.data.refreshSession).toMatchObject({ tokens: { sessionId: session.sessionId }, errors: [] });
    const refused = await accounts.graphql(REFRESH, { input: { refreshToken: 'A'.repeat(43) } });
    expect(refused.body.data.refreshSession).toEqual({ tokens: null, errors: [{ code: 'INVALID_REFRESH_TOKEN' }] });
  });

  it('lists the own sessions in pages', async () => {
    const first = await accounts.someoneLoggedIn();
    const second = await accounts.again(first);
    const LIST = `query ($after: String) {
      sessions(first: 1, after: $after) { edges { cursor node { id isCurrent startedAt } } pageInfo { hasNextPage endCursor } }
    }`;
    const page = (await accounts.graphql(LIST, {}, first)).body.data.sessions;
    expect(page.edges[0].node).toMatchObject({ id: second.sessionId, isCurrent: false });
    expect(page.pageInfo).toEqual({ hasNextPage: true, endCursor: page.edges[0].cursor });
    const rest = (await accounts.graphql(LIST, { after: page.pageInfo.endCursor }, first)).body.data.sessions;
    expect(rest.edges[0].node).toMatchObject({ id: first.sessionId, isCurrent: true });
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });

  it('ends sessions: this one, a chosen one, all', async () => {
    const ENDED = '{ endedSessionIds errors { code } }';
    const first = await accounts.someoneLoggedIn();
    const [second, third, fourth] = [
      await accounts.again(first),
      await accounts.again(first),
      await accounts.again(first),
    ];
    const out = await accounts.graphql(`mutation { logOut ${ENDED} }`, {}, first);
    expect(out.body.data.logOut).toEqual({ endedSessionIds: [first.sessionId], errors: [] });
    const chosen = await accounts.graphql(
      `mutation ($id: ID!) { revokeSession(id: $id) ${ENDED} }`,
      { id: third.sessionId },
      second,
    );
    expect(chosen.body.data.revokeSession).toEqual({ endedSessionIds: [third.sessionId], errors: [] });
    const all = await accounts.graphql(`mutation { logOutEverywhere ${ENDED} }`, {}, second);
    expect(all.body.data.logOutEverywhere.endedSessionIds.toSorted()).toEqual([second.sessionId, fourth.sessionId]);
    for (const { accessToken } of [first, second, third, fourth]) {
      await waitFor(
        'the token to be refused',
        async () => (await accounts.askElsewhere(accessToken)).status === 401,
        1_000,
      );
    }
  });

  it('[AUTH-13] does not end the session of somebody else', async () => {
    const [mine, theirs] = [await accounts.someoneLoggedIn(), await accounts.someoneLoggedIn()];
    const REVOKE = 'mutation ($id: ID!) { revokeSession(id: $id) { endedSessionIds errors { code message } } }';
    const foreign = await accounts.graphql(REVOKE, { id: theirs.sessionId }, mine);
    const missing = await accounts.graphql(REVOKE, { id: uuidv7() }, mine);
    expect(foreign.body.data.revokeSession).toMatchObject({ endedSessionIds: [], errors: [{ code: 'NOT_FOUND' }] });
    expect(foreign.body).toEqual(missing.body);
    expect((await accounts.askElsewhere(theirs.accessToken)).status).toBe(200);
  });

  it('asks for a login where one is needed', async () => {
    for (const query of [
      '{ me { id } }',
      '{ sessions { edges { cursor } } }',
      'mutation { logOut { endedSessionIds } }',
    ]) {
      expect((await accounts.graphql(query)).body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    }
  });

  it('gives other services everybody by name, and the address to those alone who may know it', async () => {
    const [mira, other] = [await accounts.someoneLoggedIn(), await accounts.someoneLoggedIn()];
    const shy = { displayName: 'Mira Okafor', email: null, roles: null };
    const known = { id: mira.userId, displayName: 'Mira Okafor', email: mira.email, roles: ['customer'] };
    const seenBy = async (as?: LoggedIn) => (await entities([mira.userId], as)).body.data._entities[0];
    expect(await seenBy(mira)).toEqual(known);
    expect(await seenBy(other)).toEqual({ id: mira.userId, ...shy });
    expect(await seenBy()).toEqual({ id: mira.userId, ...shy });
    expect(await seenBy(await anAdmin(accounts))).toEqual(known);
  });

  it('finds many users by one statement, and null for those that do not exist', async () => {
    const users = await Promise.all(Array.from({ length: 8 }, () => accounts.someoneLoggedIn()));
    const ids = [...users.map(({ userId }) => userId), uuidv7(), 'not-an-id'];
    const { body, statements } = await entities(ids);
    expect(body.data._entities.map((user: { id: string } | null) => user?.id)).toEqual([
      ...ids.slice(0, 8),
      undefined,
      undefined,
    ]);
    expect(statements).toBe(1);
  });
});

async function anAdmin(accounts: AccountsShop): Promise<LoggedIn> {
  const account = { email: newEmail(), displayName: 'The Boss', password: GOOD_PASSWORD, roles: ['admin'] };
  await accounts.shop.running
    .app('accounts')
    .get(CreateFirstAccounts)
    .execute({ accounts: [account] });
  const { body } = await accounts.logIn(account);
  return { ...body, email: account.email, userId: body.user.id };
}
