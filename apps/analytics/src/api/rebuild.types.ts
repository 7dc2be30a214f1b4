import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar, enumOf, PageInfo, UserError } from '@tovar/platform/graphql';
import { REBUILD_STATES, type RebuildState } from '../queries/rebuilds.ts';

const RebuildStateEnum = enumOf('AnalyticsRebuildState', REBUILD_STATES, 'How far a rebuild is.');

@InputType({ description: 'Why everything is to be counted anew.' })
export class RebuildAnalyticsInput {
  @Field({ description: 'For those who look later; 3 to 500 characters.' })
  reason: string;
}

@ObjectType({ description: 'Everything counted anew from the log, beside what is read meanwhile.' })
export class AnalyticsRebuild {
  @Field(() => ID, { description: 'UUIDv7.' })
  id: string;

  @Field(() => ID, { description: 'Who asked for it.' })
  requestedBy: string;

  @Field({ description: 'Why, in their words.' })
  reason: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  requestedAt: Date;

  @Field(() => RebuildStateEnum, { description: 'How far it is. FAILED leaves everything as it was.' })
  state: RebuildState;

  @Field(() => Int, { description: 'Messages that were counted so far.' })
  folded: number;

  @Field(() => Int, { nullable: true, description: 'Rows that were wrong before; null until that is known.' })
  differences: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it came to its end.' })
  finishedAt: Date | null;
}

@ObjectType({ description: 'A rebuild in its list.' })
export class AnalyticsRebuildEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => AnalyticsRebuild, { description: 'The rebuild.' })
  node: AnalyticsRebuild;
}

@ObjectType({ description: 'Rebuilds, the newest first.' })
export class AnalyticsRebuildConnection {
  @Field(() => [AnalyticsRebuildEdge], { description: 'In order.' })
  edges: AnalyticsRebuildEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@ObjectType({ description: 'What asking for a rebuild answers.' })
export class RebuildAnalyticsPayload {
  @Field(() => AnalyticsRebuild, { nullable: true, description: 'The rebuild; null when it was refused.' })
  rebuild?: AnalyticsRebuild | null;

  @Field(() => [UserError], { description: 'Why it was refused: REBUILD_UNDER_WAY.' })
  errors: UserError[];
}
