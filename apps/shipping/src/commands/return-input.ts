import { id } from '@tovar/contracts';
import { z } from 'zod';
import { expectedVersion, noneTwice, text } from './fields.ts';
import { parcelLines } from './parcel-input.ts';

const units = z.number().int().min(0).max(1_000_000);

const received = z
  .array(z.strictObject({ variantId: id, restocked: units, damaged: units }))
  .min(1)
  .max(500)
  .refine(
    noneTwice(({ variantId }: { variantId: string }) => variantId),
    'Each variant is named once.',
  )
  .meta({ description: 'What has come: so many to be sold again, so many not.' });

export const requestFields = { orderId: id, lines: parcelLines, reason: text(500) };
export const noteFields = { note: text(500).nullish() };
export const rejectFields = { reason: text(500) };
export const receiveFields = { lines: received };

const named = { returnId: id, expectedVersion };
export const requestReturnInput = z.strictObject(requestFields);
export const approveReturnInput = z.strictObject({ ...named, ...noteFields });
export const rejectReturnInput = z.strictObject({ ...named, ...rejectFields });
export const receiveReturnInput = z.strictObject({ ...named, ...receiveFields });
export const aboutReturnInput = z.strictObject(named);

export type RequestReturnInput = z.output<typeof requestReturnInput>;
export type ApproveReturnInput = z.output<typeof approveReturnInput>;
export type RejectReturnInput = z.output<typeof rejectReturnInput>;
export type ReceiveReturnInput = z.output<typeof receiveReturnInput>;
export type AboutReturnInput = z.output<typeof aboutReturnInput>;
