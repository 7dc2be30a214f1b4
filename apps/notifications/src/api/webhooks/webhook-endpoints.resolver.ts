import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { id } from '@tovar/contracts';
import { CurrentIdentity, IdempotencyKey, type Identity, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData } from '@tovar/platform/graphql';
import { z } from 'zod';
import { ChangeEndpoint } from '../../commands/webhooks/change-endpoint.ts';
import { CreateEndpoint } from '../../commands/webhooks/create-endpoint.ts';
import {
  createEndpointInput,
  type DeleteEndpointInput,
  deleteEndpointInput,
  type EditEndpointInput,
  editEndpointInput,
  type RotateSecretInput,
  rotateSecretInput,
} from '../../commands/webhooks/endpoint-input.ts';
import { RotateSecret } from '../../commands/webhooks/rotate-secret.ts';
import { Endpoints } from '../../queries/endpoints.ts';
import {
  CreateWebhookEndpointInput,
  CreateWebhookEndpointPayload,
  DeleteWebhookEndpointInput,
  DeleteWebhookEndpointPayload,
  EditWebhookEndpointInput,
  EditWebhookEndpointPayload,
  RotateWebhookSecretInput,
  RotateWebhookSecretPayload,
  toConnection,
  WebhookEndpoint,
  WebhookEndpointConnection,
} from './webhook.types.ts';

const creation = createEndpointInput.extend({ idempotencyKey: z.string().nullish() });
type Creation = z.output<typeof creation>;

const plain = 'PlainUserError';
const REFUSALS = {
  VersionConflict: 'VersionConflictError',
  NotFound: plain,
  WebhookUrlRefused: plain,
  TooManyWebhookEndpoints: plain,
};

@Resolver(() => WebhookEndpoint)
export class WebhookEndpointsResolver {
  constructor(
    private readonly endpoints: Endpoints,
    private readonly creating: CreateEndpoint,
    private readonly changing: ChangeEndpoint,
    private readonly rotating: RotateSecret,
  ) {}

  @RequiresScopes('webhooks:read:any')
  @Query(() => WebhookEndpointConnection, {
    description: 'Where other systems hear of what happens, the newest first.',
  })
  async webhookEndpoints(
    @Args('first', { type: () => Int, nullable: true, description: '1 to 100; 20 unless given.' }) first?:
      | number
      | null,
    @Args('after', { type: () => String, nullable: true, description: 'A cursor of this list.' }) after?: string | null,
  ): Promise<WebhookEndpointConnection> {
    return toConnection(await this.endpoints.page({ first, after }));
  }

  @RequiresScopes('webhooks:read:any')
  @Query(() => WebhookEndpoint, { description: 'An endpoint, without its secrets.' })
  webhookEndpoint(@Args('id', { type: () => ID }, new Parsed(id)) endpointId: string): Promise<WebhookEndpoint> {
    return this.endpoints.get(endpointId);
  }

  @RequiresScopes('webhooks:write:any')
  @Mutation(() => CreateWebhookEndpointPayload, { description: 'Lets another system hear of what happens.' })
  async createWebhookEndpoint(
    @Args('input', { type: () => CreateWebhookEndpointInput }, new Parsed(creation))
    { idempotencyKey, ...input }: Creation,
    @IdempotencyKey() header: string | undefined,
    @CurrentIdentity() { userId: staffId }: Identity,
  ): Promise<CreateWebhookEndpointPayload> {
    const call = { staffId, idempotencyKey: idempotencyKey ?? header };
    const { result, errors } = await refusalsAsData(() => this.creating.execute(input, call), REFUSALS);
    if (!result) return { errors };
    return { endpoint: await this.endpoints.get(result.result.id), secret: result.secret, errors };
  }

  @RequiresScopes('webhooks:write:any')
  @Mutation(() => EditWebhookEndpointPayload, {
    description: 'Changes what is named of an endpoint, or switches it on and off.',
  })
  async editWebhookEndpoint(
    @Args('input', { type: () => EditWebhookEndpointInput }, new Parsed(editEndpointInput)) input: EditEndpointInput,
  ): Promise<EditWebhookEndpointPayload> {
    const { result, errors } = await refusalsAsData(() => this.changing.edit(input), REFUSALS);
    return { endpoint: result && (await this.endpoints.get(result.id)), errors };
  }

  @RequiresScopes('webhooks:write:any')
  @Mutation(() => DeleteWebhookEndpointPayload, { description: 'Forgets an endpoint with its secrets and its log.' })
  async deleteWebhookEndpoint(
    @Args('input', { type: () => DeleteWebhookEndpointInput }, new Parsed(deleteEndpointInput))
    input: DeleteEndpointInput,
  ): Promise<DeleteWebhookEndpointPayload> {
    const { errors } = await refusalsAsData(() => this.changing.remove(input), REFUSALS);
    return errors.length > 0 ? { errors } : { deletedId: input.id, errors };
  }

  @RequiresScopes('webhooks:write:any')
  @Mutation(() => RotateWebhookSecretPayload, {
    description: 'Gives an endpoint another secret; for a while both sign.',
  })
  async rotateWebhookSecret(
    @Args('input', { type: () => RotateWebhookSecretInput }, new Parsed(rotateSecretInput)) input: RotateSecretInput,
  ): Promise<RotateWebhookSecretPayload> {
    const { result, errors } = await refusalsAsData(() => this.rotating.execute(input), REFUSALS);
    return { secret: result?.secret, oldEndsAt: result?.oldEndsAt, errors };
  }
}
