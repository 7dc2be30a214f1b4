import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FirstAccount } from '@tovar/accounts';
import type { TestIdentity } from '@tovar/testing';
import { buildClientSchema, getIntrospectionQuery, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { askDatabase } from './ask-database.ts';
import { ownToken } from './forged-tokens.ts';
import { type RawAnswer, RawClient } from './raw-client.ts';

/** An event as a service tells it. */
export interface ToldEvent {
  readonly type: string;
  readonly subject: string;
  readonly data: object;
}

export interface ServiceRequest {
  readonly query: string;
  readonly variables?: object;
  readonly token?: string;
}

/** What suites may do with a shop, whichever mode it runs in: see `startWholeShop`. */
export abstract class WholeShop {
  readonly guest: RawClient;

  constructor(
    readonly url: string,
    /** Of its data. */
    readonly folder: string,
    readonly adminUrl: string,
  ) {
    this.guest = new RawClient(url);
  }

  /** Makes an account with exactly these roles. */
  abstract makeAccount(account: FirstAccount): Promise<void>;

  /** Asks a service itself, as the gateway does over the link. */
  abstract askService(service: string, request: ServiceRequest): Promise<RawAnswer['body']>;

  /** True when the service refuses whoever stands in the same network and is no service, whatever they ask. */
  abstract refusesStranger(service: string, request: ServiceRequest): Promise<boolean>;

  /** Tells something as if a service had: all others hear of it by the log. */
  abstract tell(service: string, event: ToldEvent): Promise<void>;

  /** Takes a service away while something is done, and brings it back. */
  abstract without(service: string, work: () => Promise<void>): Promise<void>;

  abstract stop(): Promise<void>;

  /** The sandbox of the carrier. */
  abstract get carrierUrl(): string;

  /** The carrier brings a parcel one step further; false when it has come to the end of its way. */
  async moveParcel(number: string): Promise<boolean> {
    const answer = await fetch(`${this.carrierUrl}/__control/parcels/${number}/move`, { method: 'POST' });
    await answer.body?.cancel();
    return answer.ok;
  }

  /** Somebody who has an account and is logged in. */
  async person(account: FirstAccount): Promise<RawClient> {
    await this.makeAccount(account);
    return this.guest.loggedIn({ role: account.roles[0] ?? '', ...account });
  }

  /** A token that the shop would take from anybody it has given it to. */
  token(identity: TestIdentity): Promise<string> {
    return ownToken(this.folder, identity);
  }

  /** The graph as clients see it. */
  async schema(): Promise<GraphQLSchema> {
    const { body } = await this.guest.graphql(getIntrospectionQuery());
    return buildClientSchema(body.data as IntrospectionQuery);
  }

  /** As the administrator, who may look at everything. */
  sql<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return askDatabase(this.adminUrl, text, values);
  }

  async file(name: string): Promise<string> {
    return readFile(join(this.folder, name), 'utf8');
  }
}
