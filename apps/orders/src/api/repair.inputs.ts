import { Field, ID, InputType } from '@nestjs/graphql';
import { id } from '@tovar/contracts';
import { ArrayMaxSize, ArrayMinSize, IsUUID, Length, Matches } from 'class-validator';
import { z } from 'zod';
import { NOTE } from './note.ts';

const LONGEST_REASON = 500;
const MOST_JOBS = 100;
const JOB_ID = /^\d{1,18}$/;

const reason = z.string().trim().min(3).max(LONGEST_REASON).regex(NOTE);

/** Whoever mends something says why. */
export const reasonInput = z.strictObject({ reason });
export const eventsInput = z.strictObject({ orderId: id, reason });
export const jobsInput = z.strictObject({ jobIds: z.array(z.string().regex(JOB_ID)).min(1).max(MOST_JOBS), reason });
export type ReasonInput = z.output<typeof reasonInput>;
export type EventsInput = z.output<typeof eventsInput>;
export type JobsInput = z.output<typeof jobsInput>;

@InputType({ description: 'Something to be done about an order by staff.' })
export class LookAfterOrderInput {
  @Field(() => ID, { description: 'The order.' })
  @IsUUID()
  orderId: string;

  @Field({ description: 'Why, for those who look later; 3 to 500 characters.' })
  @Length(3, LONGEST_REASON)
  @Matches(NOTE, { message: 'reason must be Unicode without control characters' })
  reason: string;
}

@InputType({ description: 'Something to be done about orders by staff.' })
export class MendOrdersInput {
  @Field({ description: 'Why, for those who look later; 3 to 500 characters.' })
  @Length(3, LONGEST_REASON)
  @Matches(NOTE, { message: 'reason must be Unicode without control characters' })
  reason: string;
}

@InputType({ description: 'Dead jobs to be tried again.' })
export class RedriveOrderJobsInput {
  @Field(() => [ID], { description: 'The jobs; 1 to 100.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_JOBS)
  @Matches(JOB_ID, { each: true })
  jobIds: string[];

  @Field({ description: 'Why, for those who look later; 3 to 500 characters.' })
  @Length(3, LONGEST_REASON)
  @Matches(NOTE, { message: 'reason must be Unicode without control characters' })
  reason: string;
}
