import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { encodeCursor, type KeysetPage } from '@tovar/platform';
import { DateTimeScalar, PageArgs, PageInfo } from '@tovar/platform/graphql';
import { IsDate, IsIn, IsOptional, IsUUID } from 'class-validator';
import { SECURITY_EVENT_KINDS, type SecurityEventKind } from '../domain/security-log.ts';
import type { AuditEntry } from '../queries/audit-trail.ts';

@ArgsType()
export class AuditTrailArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Only of this kind, such as login-failed.' })
  @IsOptional()
  @IsIn(SECURITY_EVENT_KINDS)
  kind?: SecurityEventKind | null;

  @Field(() => ID, { nullable: true, description: 'Only what this user did, or what was done to them.' })
  @IsOptional()
  @IsUUID()
  userId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Not before this moment.' })
  @IsOptional()
  @IsDate()
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Before this moment.' })
  @IsOptional()
  @IsDate()
  to?: Date | null;
}

@ObjectType({ isAbstract: true })
abstract class Happened {
  @Field(() => ID, { description: 'Later ones have greater ids.' })
  id: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at: Date;

  @Field({ description: 'What, such as login-failed or role-assigned.' })
  kind: string;

  @Field(() => ID, { nullable: true, description: 'In which session, or with which API key, where that is known.' })
  sessionId: string | null;

  @Field(() => String, { nullable: true, description: 'From which network; addresses are not kept.' })
  ipPrefix: string | null;
}

@ObjectType('SecurityEvent', { description: 'Something that happened to the own account.' })
export class SecurityEventType extends Happened {
  @Field({ description: 'False for what staff did; who of them, from where and in which session is not told.' })
  isByOwner: boolean;
}

@ObjectType('AuditEntry', { description: 'Something that happened to an account, with all that is known of it.' })
export class AuditEntryType extends Happened {
  @Field(() => ID, {
    nullable: true,
    description: 'Who did it, or whose account was tried; null when nobody is known.',
  })
  actorId: string | null;

  @Field(() => ID, { nullable: true, description: 'To whom, if to somebody else.' })
  subjectId: string | null;

  @Field(() => String, { nullable: true, description: 'The request, as the log lines name it.' })
  requestId: string | null;

  @Field(() => String, { nullable: true, description: 'What exactly, as JSON; it depends on the kind.' })
  details: string | null;
}

@ObjectType({ description: 'An entry of a list.' })
export class SecurityEventEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => SecurityEventType, { description: 'What happened.' })
  node: SecurityEventType;
}

@ObjectType({ description: 'What happened to the own account, the newest first.' })
export class SecurityEventConnection {
  @Field(() => [SecurityEventEdge], { description: 'In order.' })
  edges: SecurityEventEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@ObjectType({ description: 'An entry of a list.' })
export class AuditEntryEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => AuditEntryType, { description: 'What happened.' })
  node: AuditEntryType;
}

@ObjectType({ description: 'What happened to accounts, the newest first.' })
export class AuditTrailConnection {
  @Field(() => [AuditEntryEdge], { description: 'In order.' })
  edges: AuditEntryEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

/** The entry as the account's owner sees it: of staff nothing but that it was them. */
export function asOwnerSees(userId: string, { id, at, kind, actorId, ...from }: AuditEntry): SecurityEventType {
  const isByOwner = actorId === userId;
  const { sessionId, ipPrefix } = isByOwner ? from : { sessionId: null, ipPrefix: null };
  return { id, at, kind, isByOwner, sessionId, ipPrefix };
}

export function toAuditEntry({ details, ...entry }: AuditEntry): AuditEntryType {
  return { ...entry, details: details && JSON.stringify(details) };
}

export function toEntryConnection<Node extends { id: string }>(
  { items, hasNext, endCursor }: KeysetPage<AuditEntry>,
  toNode: (entry: AuditEntry) => Node,
): { edges: { cursor: string; node: Node }[]; pageInfo: PageInfo } {
  const edges = items.map((entry) => ({ cursor: encodeCursor([entry.id]), node: toNode(entry) }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}
