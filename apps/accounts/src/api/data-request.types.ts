import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { can, encodeCursor, type Identity, type KeysetPage, NotFound } from '@tovar/platform';
import { DateTimeScalar, PageArgs, PageInfo, UserError } from '@tovar/platform/graphql';
import { IsOptional, IsUUID, Length } from 'class-validator';
import { DATA_REQUEST_KINDS, DATA_REQUEST_STATUSES, type DataRequest } from '../domain/data-request.ts';
import { LONGEST_PASSWORD_INPUT } from './accounts.schemas.ts';
import { type ShownDataRequest, toShown } from './data-request.schemas.ts';

const KindEnum = Object.fromEntries(DATA_REQUEST_KINDS.map((kind) => [kind, kind]));
registerEnumType(KindEnum, { name: 'DataRequestKind', description: 'A file of all data, or their deletion.' });
const StatusEnum = Object.fromEntries(DATA_REQUEST_STATUSES.map((status) => [status, status]));
registerEnumType(StatusEnum, {
  name: 'DataRequestStatus',
  description:
    'RUNNING until each service has done its part; READY, FETCHED and EXPIRED are of exports, DONE of erasures.',
});

@ObjectType('DataRequestPart', { description: 'How far one service has come with a request.' })
export class DataRequestPartType {
  @Field({ description: 'Its name.' })
  service: string;

  @Field({ description: 'True when it has done its part.' })
  isDone: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Why not, such as ORDERS_UNDER_WAY; UNAVAILABLE when the service did not answer.',
  })
  waitsFor: string | null;
}

@ObjectType('DataRequest', { description: 'What somebody asks of the shop about their own data.' })
export class DataRequestType {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field(() => ID, { description: 'Whom it is about; after an erasure the id leads to nobody.' })
  userId: string;

  @Field(() => KindEnum, { description: 'What is asked for.' })
  kind: string;

  @Field(() => StatusEnum, { description: 'How far it is.' })
  status: string;

  @Field(() => ID, { description: 'Who asked: the person, or somebody of staff.' })
  askedBy: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  askedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When every service had done its part.' })
  doneAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when the file can be fetched.' })
  endsAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Where whoever asked fetches the file by REST, once.' })
  fileUrl: string | null;

  @Field(() => [DataRequestPartType], { description: 'How far each service is.' })
  parts: DataRequestPartType[];
}

@InputType({ description: 'Something about the own data.' })
export class OwnDataRequestInput {
  @Field({ description: 'The own password: a borrowed session alone must not get this far.' })
  @Length(1, LONGEST_PASSWORD_INPUT)
  password: string;
}

@InputType({ description: "Something about somebody's data." })
export class UserDataRequestInput {
  @Field(() => ID, { description: 'Whose.' })
  @IsUUID()
  userId: string;
}

@ArgsType()
export class DataRequestsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those about this person.' })
  @IsOptional()
  @IsUUID()
  userId?: string | null;
}

@ObjectType({ description: 'A request in the list.' })
export class DataRequestEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => DataRequestType, { description: 'The request.' })
  node: DataRequestType;
}

@ObjectType({ description: 'Requests, the newest first.' })
export class DataRequestConnection {
  @Field(() => [DataRequestEdge], { description: 'In order.' })
  edges: DataRequestEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@ObjectType({ description: 'The request, or why there is none.' })
export class DataRequestPayload {
  @Field(() => DataRequestType, { nullable: true, description: 'How far it is.' })
  request?: DataRequestType;

  @Field(() => [UserError], {
    description: 'WRONG_PASSWORD, TOO_MANY_TRIES, LAST_ADMIN, BEYOND_OWN_SCOPES, NOT_FOUND.',
  })
  errors: UserError[];
}

export function toDataRequestType(request: DataRequest): DataRequestType {
  const shown: ShownDataRequest = toShown(request);
  return { ...shown, parts: [...shown.parts] };
}

export function toDataRequestConnection({ items, hasNext, endCursor }: KeysetPage<DataRequest>): DataRequestConnection {
  const edges = items.map((request) => ({ cursor: encodeCursor([request.id]), node: toDataRequestType(request) }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}

/** For the person, for whoever asked, and for those who may ask. Throws `NotFound` to others. */
export function requireSeen(request: DataRequest | undefined, identity: Identity): DataRequest {
  const isTheirs = request?.userId === identity.userId || request?.askedBy === identity.userId;
  const maySee = isTheirs || can(identity, 'persons:export:any') || can(identity, 'persons:erase:any');
  if (!request || !maySee) throw new NotFound('The request');
  return request;
}
