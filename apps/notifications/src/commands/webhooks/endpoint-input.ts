import { id } from '@tovar/contracts';
import { z } from 'zod';
import { WEBHOOK_EVENT_TYPES } from '../../domain/webhooks/webhook-events.ts';

const NUL = '\u0000';
const LONGEST_DESCRIPTION = 200;
const LONGEST_ROTATION_HOURS = 168;

const endpointFields = {
  url: z.string().max(2_000).meta({ example: 'https://integrator.example/hooks' }),
  description: z
    .string()
    .trim()
    .max(LONGEST_DESCRIPTION)
    .refine((text) => !text.includes(NUL) && text.isWellFormed(), 'Expected Unicode without the NUL character.'),
  events: z
    .array(z.enum(WEBHOOK_EVENT_TYPES))
    .max(WEBHOOK_EVENT_TYPES.length)
    .refine((events) => new Set(events).size === events.length, 'A type is there twice.')
    .meta({ description: 'Of which types; empty for all, also those to come.' }),
};

export const createEndpointInput = z.strictObject({
  url: endpointFields.url,
  description: endpointFields.description.nullish(),
  events: endpointFields.events.nullish(),
});
export type CreateEndpointInput = z.output<typeof createEndpointInput>;

export const endpointChanges = z.strictObject({ ...endpointFields, isEnabled: z.boolean() }).partial();
export type EndpointChanges = z.output<typeof endpointChanges>;

const expectedVersion = z.int();
export const editEndpointInput = z.strictObject({ id, expectedVersion, changes: endpointChanges });
export type EditEndpointInput = z.output<typeof editEndpointInput>;

export const deleteEndpointInput = z.strictObject({ id, expectedVersion });
export type DeleteEndpointInput = z.output<typeof deleteEndpointInput>;

export const rotation = z.strictObject({
  keepOldForHours: z
    .int()
    .min(0)
    .max(LONGEST_ROTATION_HOURS)
    .nullish()
    .meta({ description: 'How long the old secret signs as well; 24 when it is left out.' }),
});
export type Rotation = z.output<typeof rotation>;

export const rotateSecretInput = rotation.extend({ id });
export type RotateSecretInput = z.output<typeof rotateSecretInput>;
