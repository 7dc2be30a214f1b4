import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { encodeCursor, type KeysetPage } from '@tovar/platform';
import { DateTimeScalar, enumOf, PageInfo, UserError } from '@tovar/platform/graphql';
import { SEND_FAILURES, type SendFailure } from '../../domain/webhooks/webhook-sender.ts';
import { DELIVERY_STATES, type DeliveryState } from '../../queries/deliveries.ts';

export const DeliveryStateEnum = enumOf('WebhookDeliveryState', DELIVERY_STATES, 'What became of something sent.');
const SendFailureEnum = enumOf('WebhookFailure', SEND_FAILURES, 'Why there was no answer.');

@ObjectType({ description: 'Something that endpoints can hear of.' })
export class WebhookEventType {
  @Field({ description: 'As it stands in what is sent.' })
  type: string;

  @Field({ description: 'What it tells.' })
  description: string;
}

@ObjectType({ description: 'Where another system hears of what happens. Its secret is shown when it is made.' })
export class WebhookEndpoint {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field({ description: 'Where messages are posted.' })
  url: string;

  @Field({ description: 'For staff.' })
  description: string;

  @Field(() => [String], { description: 'Of which types; empty for all.' })
  events: readonly string[];

  @Field({ description: 'Whether anything is sent there.' })
  isEnabled: boolean;

  @Field({ description: 'True when it was switched off because it answered that it is gone.' })
  isGone: boolean;

  @Field(() => Int, { description: 'Grows with each change; pass it as "expectedVersion".' })
  version: number;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt: Date;
}

@ObjectType({ description: 'A try to deliver.' })
export class WebhookTry {
  @Field(() => Int, { description: 'From 1 on.' })
  number: number;

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  at: Date;

  @Field(() => Int, { description: 'How long it took, in milliseconds.' })
  durationMs: number;

  @Field(() => Int, { nullable: true, description: 'The status of the answer; null when there was none.' })
  status: number | null;

  @Field(() => SendFailureEnum, { nullable: true, description: 'Why there was no answer; null when there was one.' })
  failure: SendFailure | null;
}

@ObjectType({ description: 'One message for one endpoint, and what became of it.' })
export class WebhookDelivery {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field(() => ID, { description: 'For which endpoint.' })
  endpointId: string;

  @Field(() => ID, { description: 'The header "webhook-id": the same on every try.' })
  messageId: string;

  @Field({ description: 'Of which type.' })
  type: string;

  @Field({ description: 'What is sent, as it is signed.' })
  body: string;

  @Field(() => DeliveryStateEnum, { description: 'What became of it.' })
  state: DeliveryState;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is tried next; null when it is over.' })
  nextTryAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was to be sent first.' })
  createdAt: Date;

  @Field(() => [WebhookTry], { description: 'The first one first.' })
  tries: readonly WebhookTry[];
}

@ObjectType({ description: 'An endpoint in its list.' })
export class WebhookEndpointEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => WebhookEndpoint, { description: 'The endpoint.' })
  node: WebhookEndpoint;
}

@ObjectType({ description: 'Endpoints, the newest first.' })
export class WebhookEndpointConnection {
  @Field(() => [WebhookEndpointEdge], { description: 'In order.' })
  edges: WebhookEndpointEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@ObjectType({ description: 'A delivery in its list.' })
export class WebhookDeliveryEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => WebhookDelivery, { description: 'The delivery.' })
  node: WebhookDelivery;
}

@ObjectType({ description: 'Deliveries, the newest first.' })
export class WebhookDeliveryConnection {
  @Field(() => [WebhookDeliveryEdge], { description: 'In order.' })
  edges: WebhookDeliveryEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@InputType({ description: 'A new endpoint.' })
export class CreateWebhookEndpointInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Repeat a request with the same key, and it takes effect once. The Idempotency-Key header says the same.',
  })
  idempotencyKey?: string | null;

  @Field({ description: 'An address of the public internet, with https.' })
  url: string;

  @Field(() => String, { nullable: true, description: 'For staff.' })
  description?: string | null;

  @Field(() => [String], { nullable: true, description: 'Of which types; none for all, also those to come.' })
  events?: string[] | null;
}

@InputType({ description: 'What changes of an endpoint.' })
export class WebhookEndpointChangesInput {
  @Field(() => String, { nullable: true, description: 'An address of the public internet, with https.' })
  url?: string;

  @Field(() => String, { nullable: true, description: 'For staff.' })
  description?: string;

  @Field(() => [String], { nullable: true, description: 'Of which types; empty for all.' })
  events?: string[];

  @Field(() => Boolean, { nullable: true, description: 'Whether anything is sent there.' })
  isEnabled?: boolean;
}

@InputType({ description: 'Changes of an endpoint.' })
export class EditWebhookEndpointInput {
  @Field(() => ID, { description: 'Which endpoint.' })
  id: string;

  @Field(() => Int, { description: 'The version that was read; at another one nothing is changed.' })
  expectedVersion: number;

  @Field(() => WebhookEndpointChangesInput, { description: 'What changes.' })
  changes: WebhookEndpointChangesInput;
}

@InputType({ description: 'An endpoint that is to be forgotten.' })
export class DeleteWebhookEndpointInput {
  @Field(() => ID, { description: 'Which endpoint.' })
  id: string;

  @Field(() => Int, { description: 'The version that was read.' })
  expectedVersion: number;
}

@InputType({ description: 'A new secret for an endpoint.' })
export class RotateWebhookSecretInput {
  @Field(() => ID, { description: 'Which endpoint.' })
  id: string;

  @Field(() => Int, { nullable: true, description: 'How long the old one signs as well, 0 to 168; 24 unless given.' })
  keepOldForHours?: number | null;
}

@ObjectType({ description: 'The new endpoint, or why there is none.' })
export class CreateWebhookEndpointPayload {
  @Field(() => WebhookEndpoint, { nullable: true, description: 'The endpoint; null when it was refused.' })
  endpoint?: WebhookEndpoint;

  @Field(() => String, {
    nullable: true,
    description: 'What its messages are signed with, shown now and never again; null for a repeated request.',
  })
  secret?: string | null;

  @Field(() => [UserError], { description: 'WEBHOOK_URL_REFUSED, TOO_MANY_WEBHOOK_ENDPOINTS.' })
  errors: UserError[];
}

@ObjectType({ description: 'The changed endpoint, or why it did not change.' })
export class EditWebhookEndpointPayload {
  @Field(() => WebhookEndpoint, { nullable: true, description: 'As it is now; null when it was refused.' })
  endpoint?: WebhookEndpoint;

  @Field(() => [UserError], { description: 'CONFLICT, NOT_FOUND, WEBHOOK_URL_REFUSED.' })
  errors: UserError[];
}

@ObjectType({ description: 'What was forgotten, or why nothing was.' })
export class DeleteWebhookEndpointPayload {
  @Field(() => ID, { nullable: true, description: 'The endpoint that is gone.' })
  deletedId?: string;

  @Field(() => [UserError], { description: 'CONFLICT, NOT_FOUND.' })
  errors: UserError[];
}

@ObjectType({ description: 'The new secret, or why there is none.' })
export class RotateWebhookSecretPayload {
  @Field(() => String, { nullable: true, description: 'Shown now and never again.' })
  secret?: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when the old one signs as well.' })
  oldEndsAt?: Date;

  @Field(() => [UserError], { description: 'NOT_FOUND.' })
  errors: UserError[];
}

@ObjectType({ description: 'The delivery that has begun, or why none has.' })
export class SendWebhookPayload {
  @Field(() => WebhookDelivery, { nullable: true, description: 'As it is now; null when it was refused.' })
  delivery?: WebhookDelivery;

  @Field(() => [UserError], { description: 'NOT_FOUND, WEBHOOK_ENDPOINT_DISABLED.' })
  errors: UserError[];
}

/** A page as GraphQL lists it. */
export function toConnection<Node extends { readonly id: string }>({
  items,
  hasNext,
  endCursor,
}: KeysetPage<Node>): {
  edges: { cursor: string; node: Node }[];
  pageInfo: PageInfo;
} {
  const edges = items.map((node) => ({ node, cursor: encodeCursor([node.id]) }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}
