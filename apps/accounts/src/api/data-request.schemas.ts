import { z } from 'zod';
import { DATA_REQUEST_KINDS, DATA_REQUEST_STATUSES, type DataRequest } from '../domain/data-request.ts';
import { LONGEST_PASSWORD_INPUT } from './accounts.schemas.ts';

export const ownDataRequest = z.strictObject({ password: z.string().min(1).max(LONGEST_PASSWORD_INPUT) });
export type OwnDataRequestBody = z.output<typeof ownDataRequest>;

export const noBody = z.strictObject({}).nullish();
export const dataRequestId = z.uuid();

export const dataRequestsQuery = z.strictObject({
  limit: z.coerce.number().int().optional(),
  cursor: z.string().max(500).optional(),
  userId: z.uuid().optional(),
});
export type DataRequestsQuery = z.output<typeof dataRequestsQuery>;

const dataRequest = z.object({
  id: z.uuid(),
  userId: z.uuid(),
  kind: z.enum(DATA_REQUEST_KINDS),
  status: z.enum(DATA_REQUEST_STATUSES),
  askedBy: z.uuid(),
  askedAt: z.iso.datetime(),
  doneAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime().nullable().describe('until when the file of an export can be fetched'),
  fileUrl: z.string().nullable().describe('where whoever asked fetches the file, once'),
  parts: z.array(
    z.object({
      service: z.string(),
      isDone: z.boolean(),
      waitsFor: z.string().nullable().describe('such as ORDERS_UNDER_WAY; UNAVAILABLE when the service did not answer'),
    }),
  ),
});

/** What the routes answer, for the OpenAPI document. */
export const dataRequestAnswers = {
  dataRequest,
  dataRequests: z.object({ items: z.array(dataRequest), nextCursor: z.string().nullable() }),
};

/** A request with where its file is. */
export interface ShownDataRequest extends DataRequest {
  readonly fileUrl: string | null;
}

export function toShown(request: DataRequest): ShownDataRequest {
  const fileUrl = request.status === 'READY' ? `/api/v1/data-requests/${request.id}/file` : null;
  return { ...request, fileUrl };
}
