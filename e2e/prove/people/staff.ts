import { ShopClient, ShopRefused } from '@tovar/all-in-one';
import { logIn } from '../../support/person.ts';
import type { Credentials } from '../proven-shop.ts';
import { untilAnswered } from './until-answered.ts';

/** Somebody of the staff at work. Logs in, and again when nobody knows the session any more, as after a jump of the clock. */
export class Staff {
  private session?: Promise<ShopClient>;

  constructor(
    private readonly url: string,
    private readonly login: Credentials,
    private readonly giveUpAt: number,
  ) {}

  /** What was answered; undefined when nobody answered in time. What is asked is safe to repeat. */
  ask<Answer>(question: (client: ShopClient) => Promise<Answer>): Promise<Answer | undefined> {
    return untilAnswered(async () => {
      this.session ??= this.logIn();
      try {
        return await question(await this.session);
      } catch (error) {
        if (error instanceof ShopRefused && error.code === 'UNAUTHENTICATED') this.session = undefined;
        throw error;
      }
    }, this.giveUpAt);
  }

  private logIn(): Promise<ShopClient> {
    const client = logIn(this.url, this.login).then(({ accessToken }) => new ShopClient(this.url, accessToken));
    client.catch(() => (this.session = undefined));
    return client;
  }
}
