import { Database, type Environment, type SentMail } from '@tovar/platform';
import { type TestRequest, type TestResponse, TestShop, type TestShopOptions, waitFor } from '@tovar/testing';
import { v7 as uuidv7 } from 'uuid';
import { AccountsModule } from '../src/accounts.module.ts';
import { CreateFirstAccounts } from '../src/commands/create-first-accounts.ts';
import { GuardedModule } from './guarded.module.ts';

export const GOOD_PASSWORD = 'Seven-Herons-Over-The-Marsh';

/** What a test needs to remember of somebody who is logged in. */
export interface LoggedIn {
  readonly email: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A mail, and the token of its link. */
export interface ReadMail extends SentMail {
  readonly token: string;
}

/** Accounts and one other service, spoken to as the gateway does. */
export class AccountsShop {
  private constructor(readonly shop: TestShop) {}

  static async start(environment: Environment = {}, fakes: TestShopOptions['fakes'] = {}): Promise<AccountsShop> {
    // What is revoked is told at once: nobody may owe it to the poll that comes by later anyway.
    const settings = { ACCOUNTS_MAILS_PER_IP: '10000', EVENT_LOG_POLL_MS: '600000' };
    return new AccountsShop(
      await TestShop.start(
        { accounts: AccountsModule, guarded: GuardedModule },
        { environment: { ...settings, ...environment }, fakes },
      ),
    );
  }

  stop(): Promise<void> {
    return this.shop.stop();
  }

  get database(): Database {
    return this.shop.running.app('accounts').get(Database);
  }

  request(request: TestRequest): Promise<TestResponse> {
    return this.shop.request('accounts', request);
  }

  /** Sends a GraphQL operation, as somebody who is logged in or as a guest. */
  graphql(query: string, variables: object = {}, as?: LoggedIn): Promise<TestResponse> {
    return this.shop.graphql('accounts', query, variables, { headers: as ? bearer(as.accessToken) : {} });
  }

  as({ accessToken }: LoggedIn, request: TestRequest): Promise<TestResponse> {
    return this.request({ ...request, headers: { ...bearer(accessToken), ...request.headers } });
  }

  /** Asks the other service who the bearer of the token is. */
  askElsewhere(accessToken: string): Promise<TestResponse> {
    return this.shop.request('guarded', { path: '/guarded', headers: bearer(accessToken) });
  }

  register(fields: { email?: string; displayName?: string; password?: string } = {}): Promise<TestResponse> {
    const body = { email: newEmail(), displayName: 'Mira Okafor', password: GOOD_PASSWORD, ...fields };
    return this.request({ method: 'POST', path: '/api/v1/accounts', body });
  }

  /** The newest mail to the address of which a part is as expected, once it has been sent. */
  async mailTo(address: string, part: RegExp | string = /./): Promise<ReadMail> {
    const mail = await waitFor(`a mail to ${address}`, () =>
      this.shop.sentMails.find(({ to, subject, text }) => to === address && `${subject}\n${text}`.match(part)),
    );
    return { ...mail, token: /#token=([\w-]+)/.exec(mail.text)?.[1] ?? '' };
  }

  verify(token: string): Promise<TestResponse> {
    return this.request({ method: 'POST', path: '/api/v1/accounts/verifications', body: { token } });
  }

  /** Registers and answers the mail: from then on the customer can log in. */
  async openAccount(fields: { email?: string; displayName?: string; password?: string } = {}): Promise<TestResponse> {
    const email = fields.email ?? newEmail();
    await this.register({ ...fields, email });
    const { token } = await this.mailTo(email.trim().toLowerCase());
    return this.verify(token);
  }

  logIn(
    { email, password = GOOD_PASSWORD }: { email: string; password?: string },
    headers: Record<string, string> = NATIVE,
  ): Promise<TestResponse> {
    return this.request({ method: 'POST', path: '/api/v1/sessions', body: { email, password }, headers });
  }

  refresh(refreshToken: string): Promise<TestResponse> {
    return this.request({ method: 'POST', path: '/api/v1/sessions/refresh', body: { refreshToken }, headers: NATIVE });
  }

  /** A new customer on a native client. */
  async someoneLoggedIn(): Promise<LoggedIn> {
    const email = newEmail();
    await this.openAccount({ email });
    return toLoggedIn(email, await this.logIn({ email }));
  }

  /** Somebody of staff, by the roles that a new shop has. */
  async staffLoggedIn(...roles: string[]): Promise<LoggedIn> {
    const account = { email: newEmail(), displayName: 'The Boss', password: GOOD_PASSWORD, roles };
    await this.shop.running
      .app('accounts')
      .get(CreateFirstAccounts)
      .execute({ accounts: [account] });
    return toLoggedIn(account.email, await this.logIn(account));
  }

  /** The same session with its next tokens. */
  async refreshed(session: LoggedIn): Promise<LoggedIn> {
    const { accessToken, refreshToken } = (await this.refresh(session.refreshToken)).body;
    return { ...session, accessToken, refreshToken };
  }

  /** One more session of the same customer. */
  async again({ email }: LoggedIn): Promise<LoggedIn> {
    return toLoggedIn(email, await this.logIn({ email }));
  }
}

/** The headers of a program that is no browser. */
export const NATIVE = { 'x-client': 'native' };

export function bearer(accessToken: string): Record<string, string> {
  return { authorization: `Bearer ${accessToken}` };
}

export function newEmail(): string {
  return `${uuidv7()}@example.com`;
}

function toLoggedIn(email: string, { status, body }: TestResponse): LoggedIn {
  if (status !== 201) throw new Error(`Login failed: ${status} ${JSON.stringify(body)}`);
  const { accessToken, refreshToken, sessionId, user } = body;
  return { email, userId: user.id, sessionId, accessToken, refreshToken };
}
