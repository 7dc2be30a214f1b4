import { ArgsType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar } from '@tovar/platform';
import { enumOf, PageArgs, PageInfo, UserError } from '@tovar/platform/graphql';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { PAYMENT_AUDIT_KINDS, type PaymentAuditKind } from '../domain/payment-audit.ts';
import { webhookStates, type WebhookState } from '../queries/webhook-list.ts';
import { LONGEST_NOTE, NOTE } from './note.ts';
import { PaymentType } from './payment.graphql.ts';

const WebhookStateEnum = enumOf(
  'PaymentWebhookState',
  webhookStates,
  'Still waiting, followed to the provider, not followed yet and tried again, or of no interest.',
);

@ObjectType('PaymentWebhook', {
  description: 'A notification of a provider. What it said is no truth and stays inside.',
})
export class PaymentWebhookType {
  @Field(() => ID, { description: 'Its number.' })
  id: string;

  @Field({ description: 'Who sent it.' })
  provider: string;

  @Field({ description: 'The same whenever the provider tells this again.' })
  eventId: string;

  @Field(() => WebhookStateEnum, { description: 'What became of it.' })
  state: WebhookState;

  @Field(() => Int, { description: 'How often it was followed.' })
  attempts: number;

  @Field(() => String, { nullable: true, description: 'Why it could not be followed.' })
  error: string | null;

  @Field(() => DateTimeScalar, { description: 'When it came.' })
  receivedAt: Date;
}

@ObjectType('PaymentWebhookEdge', { description: 'A notification in its list.' })
export class PaymentWebhookEdge {
  @Field(() => PaymentWebhookType, { description: 'The notification.' })
  node: PaymentWebhookType;

  @Field({ description: 'Where it stands in the list.' })
  cursor: string;
}

@ObjectType('PaymentWebhookConnection', { description: 'A page of notifications.' })
export class PaymentWebhookConnection {
  @Field(() => [PaymentWebhookEdge], { description: 'Its notifications.' })
  edges: PaymentWebhookEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo: PageInfo;
}

@ObjectType('PaymentAuditRecord', { description: "Something that somebody did with other people's money." })
export class PaymentAuditRecordType {
  @Field(() => ID, { description: 'A UUID.' })
  id: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at: Date;

  @Field(() => String, { description: `What: ${PAYMENT_AUDIT_KINDS.join(', ')}.` })
  kind: PaymentAuditKind;

  @Field(() => ID, { nullable: true, description: 'Who did it.' })
  actorId: string | null;

  @Field(() => ID, { nullable: true, description: 'With which payment.' })
  paymentId: string | null;

  @Field(() => String, { nullable: true, description: 'From which network; addresses are not kept.' })
  ipPrefix: string | null;

  @Field({ description: 'What exactly, as JSON.' })
  details: string;
}

@ObjectType('PaymentAuditEdge', { description: 'A record in its list.' })
export class PaymentAuditEdge {
  @Field(() => PaymentAuditRecordType, { description: 'The record.' })
  node: PaymentAuditRecordType;

  @Field({ description: 'Where it stands in the list.' })
  cursor: string;
}

@ObjectType('PaymentAuditConnection', { description: 'A page of records.' })
export class PaymentAuditConnection {
  @Field(() => [PaymentAuditEdge], { description: 'Its records.' })
  edges: PaymentAuditEdge[];

  @Field(() => PageInfo, { description: 'Where the page stands.' })
  pageInfo: PageInfo;
}

@ArgsType()
export class PaymentWebhooksArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Of this provider alone.' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  provider?: string | null;

  @Field(() => WebhookStateEnum, { nullable: true, description: 'In this state alone.' })
  @IsOptional()
  @IsIn(webhookStates)
  state?: WebhookState | null;
}

@ArgsType()
export class PaymentAuditArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'With this payment alone.' })
  @IsOptional()
  @IsUUID()
  paymentId?: string | null;
}

@InputType('ClearPaymentAttentionInput', { description: 'Says that somebody has looked at a payment.' })
export class ClearPaymentAttentionInputType {
  @Field(() => ID, { description: 'The payment.' })
  @IsUUID()
  paymentId: string;

  @Field({ description: 'What came of it.' })
  @IsString()
  @MaxLength(LONGEST_NOTE)
  @Matches(NOTE, { message: 'reason must be text without control characters' })
  reason: string;
}

@ObjectType({ description: 'What clearPaymentAttention answers.' })
export class ClearPaymentAttentionPayload {
  @Field(() => PaymentType, { nullable: true, description: 'The payment; null when that was refused.' })
  payment?: PaymentType;

  @Field(() => [UserError], { description: 'Why it was refused.' })
  errors: UserError[];
}
