import { ParseUUIDPipe } from '@nestjs/common';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentIdentity, type Identity, RequiresScopes } from '@tovar/platform';
import { refusalsAsData } from '@tovar/platform/graphql';
import { ChangeApiKeys } from '../commands/change-api-keys.ts';
import type { Client } from '../domain/client.ts';
import { OwnApiKeys } from '../queries/own-api-keys.ts';
import {
  ApiKeyConnection,
  ApiKeyType,
  CreateApiKeyInput,
  CreateApiKeyPayload,
  RevokeApiKeyPayload,
  toApiKeyConnection,
} from './api-key.types.ts';
import { RequestingClient } from './requesting-client.ts';

@Resolver(() => ApiKeyType)
export class ApiKeysResolver {
  constructor(
    private readonly changes: ChangeApiKeys,
    private readonly list: OwnApiKeys,
  ) {}

  @RequiresScopes('keys:manage:own')
  @Query(() => ApiKeyConnection, { description: 'The own API keys that can still be used, the newest first.' })
  async apiKeys(
    @CurrentIdentity() { userId }: Identity,
    @Args('first', { type: () => Int, nullable: true, description: '1 to 100; 20 unless given.' }) first?:
      | number
      | null,
    @Args('after', { type: () => String, nullable: true, description: 'A cursor of this list.' }) after?: string | null,
  ): Promise<ApiKeyConnection> {
    return toApiKeyConnection(await this.list.find({ userId, first, after }));
  }

  @RequiresScopes('keys:manage:own')
  @Mutation(() => CreateApiKeyPayload, { description: 'Makes a key for an integration.' })
  async createApiKey(
    @Args('input') input: CreateApiKeyInput,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<CreateApiKeyPayload> {
    const { result, errors } = await refusalsAsData(() => this.changes.create(input, { identity, client }), {
      BeyondOwnScopes: 'BeyondOwnScopesError',
      TooManyApiKeys: 'PlainUserError',
    });
    return { ...result, errors };
  }

  @RequiresScopes('keys:manage:own')
  @Mutation(() => RevokeApiKeyPayload, { description: 'Ends one of the own keys; every service refuses it at once.' })
  async revokeApiKey(
    @Args('id', { type: () => ID, description: 'Which one.' }, ParseUUIDPipe) id: string,
    @CurrentIdentity() identity: Identity,
    @RequestingClient() client: Client,
  ): Promise<RevokeApiKeyPayload> {
    const { errors } = await refusalsAsData(() => this.changes.revoke(id, { identity, client }), {
      NotFound: 'PlainUserError',
    });
    return errors.length > 0 ? { errors } : { revokedId: id, errors };
  }
}
