import { id } from '@tovar/contracts';
import { z } from 'zod';
import { ABUSE_REASONS } from '../commands/report-abuse.ts';
import { MODERATION_DECISIONS } from '../domain/moderation-log.ts';
import type { DecisionView, ReportView } from '../queries/moderation-lists.ts';

/** A report as REST answers it. */
export const reportView = z.object({
  id,
  reviewId: id,
  commentId: id.nullable().meta({ description: 'Null when it is about the review itself.' }),
  reporterId: id,
  reason: z.enum(ABUSE_REASONS),
  note: z.string().nullable(),
  reportedAt: z.iso.datetime(),
});
export type ReportAnswer = z.output<typeof reportView>;

/** A decision as REST answers it. */
export const decisionView = z.object({
  id,
  reviewId: id,
  commentId: id.nullable().meta({ description: 'Null when it is about the review itself.' }),
  decision: z.enum(MODERATION_DECISIONS),
  actorId: id,
  reason: z.string().nullable(),
  decidedAt: z.iso.datetime(),
});
export type DecisionAnswer = z.output<typeof decisionView>;

export function toReportAnswer({ reportedAt, ...report }: ReportView): ReportAnswer {
  return { ...report, reportedAt: reportedAt.toISOString() };
}

export function toDecisionAnswer({ decidedAt, ...decision }: DecisionView): DecisionAnswer {
  return { ...decision, decidedAt: decidedAt.toISOString() };
}
