import { Args, ArgsType, Field, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { id } from '@tovar/contracts';
import { RequiresScopes } from '@tovar/platform';
import { PageArgs, Parsed, refusalsAsData } from '@tovar/platform/graphql';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { SendAgain } from '../../commands/webhooks/send-again.ts';
import { WEBHOOK_EVENTS } from '../../domain/webhooks/webhook-events.ts';
import { Deliveries, DELIVERY_STATES, type DeliveryState } from '../../queries/deliveries.ts';
import {
  DeliveryStateEnum,
  SendWebhookPayload,
  toConnection,
  WebhookDelivery,
  WebhookDeliveryConnection,
  WebhookEventType,
} from './webhook.types.ts';

const REFUSALS = { NotFound: 'PlainUserError', WebhookEndpointDisabled: 'PlainUserError' };

@ArgsType()
class DeliveryArgs extends PageArgs {
  @Field(() => ID, { description: 'Of which endpoint.' })
  @IsUUID()
  endpointId: string;

  @Field(() => DeliveryStateEnum, { nullable: true, description: 'Those alone of which this became.' })
  @IsOptional()
  @IsIn(DELIVERY_STATES)
  state?: DeliveryState | null;
}

@Resolver(() => WebhookDelivery)
export class WebhookDeliveriesResolver {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly again: SendAgain,
  ) {}

  @RequiresScopes('webhooks:read:any')
  @Query(() => [WebhookEventType], { description: 'What endpoints can hear of.' })
  webhookEventTypes(): WebhookEventType[] {
    return WEBHOOK_EVENTS.map(({ type, describes: description }) => ({ type, description }));
  }

  @RequiresScopes('webhooks:read:any')
  @Query(() => WebhookDeliveryConnection, {
    description: 'What was sent to an endpoint and what came of it, the newest first.',
  })
  async webhookDeliveries(@Args() question: DeliveryArgs): Promise<WebhookDeliveryConnection> {
    return toConnection(await this.deliveries.page(question));
  }

  @RequiresScopes('webhooks:read:any')
  @Query(() => WebhookDelivery, { description: 'What was sent once, and every try to do so.' })
  webhookDelivery(@Args('id', { type: () => ID }, new Parsed(id)) deliveryId: string): Promise<WebhookDelivery> {
    return this.deliveries.get(deliveryId);
  }

  @RequiresScopes('webhooks:write:any')
  @Mutation(() => SendWebhookPayload, { description: 'Sends a test event to an endpoint.' })
  sendTestWebhook(
    @Args('endpointId', { type: () => ID, description: 'Which endpoint.' }, new Parsed(id)) endpointId: string,
  ): Promise<SendWebhookPayload> {
    return this.answer(() => this.again.test(endpointId));
  }

  @RequiresScopes('webhooks:write:any')
  @Mutation(() => SendWebhookPayload, { description: 'Sends the same message once more, whatever became of it.' })
  redeliverWebhook(
    @Args('deliveryId', { type: () => ID, description: 'Which delivery.' }, new Parsed(id)) deliveryId: string,
  ): Promise<SendWebhookPayload> {
    return this.answer(() => this.again.redeliver(deliveryId));
  }

  private async answer(send: () => Promise<{ id: string }>): Promise<SendWebhookPayload> {
    const { result, errors } = await refusalsAsData(send, REFUSALS);
    return { delivery: result && (await this.deliveries.get(result.id)), errors };
  }
}
