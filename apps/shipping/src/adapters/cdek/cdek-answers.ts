import { z } from 'zod';

// The shapes follow CDEK's description of its API v2 (https://api-docs.cdek.ru: 63347458 tariffs, 33828802 and 33828849
// orders, 33828855 deletion, 36969713 and 36969722 barcodes, 33828884 webhooks, 77695227 errors). Only what is read is
// named here, and what is read is checked.

/** CDEK's ids go into paths: nothing else passes for one. */
export const cdekId = z.guid();

const trouble = z.object({ code: z.string().max(200), message: z.string().max(2_000).catch('') });
export type CdekTrouble = z.output<typeof trouble>;

/** `2020-02-10T11:10:34+0700`, which is not quite ISO 8601. */
const time = z
  .string()
  .max(40)
  .transform((text) => new Date(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')))
  .refine((at) => !Number.isNaN(at.getTime()));

const request = z.object({
  type: z.string().max(32).optional(),
  state: z.enum(['ACCEPTED', 'WAITING', 'SUCCESSFUL', 'INVALID']),
  errors: z.array(trouble).nullish(),
});

/** Where CDEK says what is wrong: beside the answer, or in a request of it. */
export const troubledAnswer = z.object({
  errors: z.array(trouble).nullish(),
  requests: z.array(request).nullish(),
});

export const tokenAnswer = z.object({ access_token: z.string().min(1).max(8_192), expires_in: z.number().positive() });

/** `delivery_sum` is in the currency of the contract: roubles. */
export const tariffsAnswer = z.object({
  tariff_codes: z
    .array(
      z.object({
        tariff_code: z.number().int(),
        delivery_sum: z.number().min(0).max(1e9),
        period_min: z.number().int().min(0).max(365),
        period_max: z.number().int().min(0).max(365),
      }),
    )
    .nullish(),
});

export const acceptedAnswer = z.object({
  entity: z.object({ uuid: cdekId.optional() }).nullish(),
  requests: z.array(request).default([]),
});

export const orderAnswer = z.object({
  entity: z.object({
    uuid: cdekId,
    number: z.string().max(64).optional(),
    cdek_number: z.coerce.string<string | number>().max(32).optional(),
    statuses: z
      .array(
        z.object({
          code: z.string().max(64),
          name: z.string().max(255).catch(''),
          date_time: time,
          city: z.string().max(255).nullish(),
        }),
      )
      .default([]),
  }),
  requests: z.array(request).default([]),
  related_entities: z.array(z.object({ type: z.string(), uuid: z.string().optional() })).nullish(),
});
export type OrderAnswer = z.output<typeof orderAnswer>;

export const formAnswer = z.object({
  entity: z.object({ uuid: cdekId, statuses: z.array(z.object({ code: z.string() })).default([]) }),
});

const POINT_TEXT = 500;

/** 33829473 cities. */
export const citiesAnswer = z.array(z.unknown());

/** One of them, as far as it is told from its namesakes. */
export const knownCity = z.object({
  code: z.number().int(),
  city: z.string().max(POINT_TEXT),
  region: z.string().max(POINT_TEXT).nullish(),
});

/** 36981178 pick-up points: of those that are listed, the code is all that a parcel needs. */
export const pointsAnswer = z.array(z.object({ code: z.string().min(1).max(32) }).loose());

/** A point as a buyer is shown it. */
export const shownPoint = z.object({
  code: z.string().min(1).max(32),
  name: z.string().max(POINT_TEXT).nullish(),
  work_time: z.string().max(POINT_TEXT).nullish(),
  location: z.object({
    region: z.string().max(POINT_TEXT).nullish(),
    city: z.string().max(POINT_TEXT),
    address: z.string().max(POINT_TEXT),
    postal_code: z.string().max(20).nullish(),
    latitude: z.number().min(-90).max(90).nullish(),
    longitude: z.number().min(-180).max(180).nullish(),
  }),
});

/** A notification as far as it says where to look. It is not signed and has no id. */
export const notification = z.object({
  type: z.string().regex(/^[A-Z_]{1,64}$/),
  uuid: cdekId,
  date_time: z.string().max(40).optional(),
  attributes: z
    .object({
      code: z.string().max(64).optional(),
      status_code: z.coerce.string<string | number>().max(64).optional(),
      status_date_time: z.string().max(40).optional(),
    })
    .default({}),
});
