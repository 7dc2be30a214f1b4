import { ParseUUIDPipe } from '@nestjs/common';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Authenticated, CurrentIdentity, type Identity, RequiresScopes } from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { BeginDataRequest } from '../commands/data-requests/begin-data-request.ts';
import type { Client } from '../domain/client.ts';
import type { DataRequest } from '../domain/data-request.ts';
import { DataRequests } from '../queries/data-requests.ts';
import {
  DataRequestConnection,
  DataRequestPayload,
  DataRequestsArgs,
  DataRequestType,
  OwnDataRequestInput,
  requireSeen,
  toDataRequestConnection,
  toDataRequestType,
  UserDataRequestInput,
} from './data-request.types.ts';
import { RequestingClient } from './requesting-client.ts';

const REFUSALS = {
  WrongPassword: 'PlainUserError',
  TooManyTries: 'PlainUserError',
  LastAdmin: 'PlainUserError',
  BeyondOwnScopes: 'BeyondOwnScopesError',
  NotFound: 'PlainUserError',
};

@Resolver(() => DataRequestType)
export class DataRequestsResolver {
  constructor(
    private readonly requests: BeginDataRequest,
    private readonly found: DataRequests,
  ) {}

  @Authenticated()
  @Query(() => DataRequestType, {
    description: 'A request, for the person, for whoever asked, and for those who may ask.',
  })
  async dataRequest(
    @Args('id', { type: () => ID, description: 'Which.' }, ParseUUIDPipe) id: string,
    @CurrentIdentity() identity: Identity,
  ): Promise<DataRequestType> {
    return toDataRequestType(requireSeen(await this.found.find(id), identity));
  }

  @RequiresScopes('persons:export:any', 'persons:erase:any')
  @Query(() => DataRequestConnection, { description: 'All requests, or those about one person, the newest first.' })
  async dataRequests(@Args() { userId, ...page }: DataRequestsArgs): Promise<DataRequestConnection> {
    return toDataRequestConnection(await this.found.page(userId ?? null, page));
  }

  @Authenticated()
  @Mutation(() => DataRequestPayload, { description: 'Asks for a file with all that the shop keeps of oneself.' })
  exportMyData(
    @Args('input') { password }: OwnDataRequestInput,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<DataRequestPayload> {
    return this.begun(() => this.requests.ownRequest('EXPORT', password, { identity, client }));
  }

  @Authenticated()
  @Mutation(() => DataRequestPayload, {
    description: 'Deletes the own account and all that law does not make the shop keep. It cannot be taken back.',
  })
  eraseMe(
    @Args('input') { password }: OwnDataRequestInput,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<DataRequestPayload> {
    return this.begun(() => this.requests.ownRequest('ERASURE', password, { identity, client }));
  }

  @RequiresScopes('persons:export:any')
  @Mutation(() => DataRequestPayload, { description: 'Asks for the same file for somebody who has asked by letter.' })
  exportUserData(
    @Args('input') { userId }: UserDataRequestInput,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<DataRequestPayload> {
    return this.begun(() => this.requests.staffRequest('EXPORT', userId, { identity, client }));
  }

  @RequiresScopes('persons:erase:any')
  @Mutation(() => DataRequestPayload, {
    description: "Deletes somebody's account and all that law does not make the shop keep. It cannot be taken back.",
  })
  eraseUser(
    @Args('input') { userId }: UserDataRequestInput,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<DataRequestPayload> {
    return this.begun(() => this.requests.staffRequest('ERASURE', userId, { identity, client }));
  }

  private async begun(begin: () => Promise<DataRequest>): Promise<DataRequestPayload> {
    const { result, errors } = await refusalsAsData(begin, REFUSALS);
    return { request: result && toDataRequestType(result), errors };
  }
}
