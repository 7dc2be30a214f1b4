import { defineSaga } from '../saga.ts';

/** What the example knows: which deal it is, where the offer can be seen, and why there is none. */
export interface DealData {
  readonly dealId: string;
  /** Only goods of value are insured. */
  readonly isOfValue?: boolean;
  readonly link?: string;
  readonly objection?: string;
}

/** What the example can be told. */
export type DealAnswer =
  | { readonly type: 'hold.granted.v1' | 'hold.denied.v1' | 'hold.released.v1' }
  | { readonly type: 'insurance.taken.v1' | 'insurance.refused.v1' | 'insurance.ended.v1' }
  | { readonly type: 'offer.made.v1'; readonly data: { readonly link: string } }
  | { readonly type: 'offer.failed.v1'; readonly data: { readonly objection: string } }
  | { readonly type: 'offer.withdrawn.v1' | 'offer.accepted.v1' | 'offer.declined.v1' }
  | { readonly type: 'charge.made.v1' | 'goods.assigned.v1' | 'goods.unassignable.v1' | 'deal.announced.v1' }
  | { readonly type: 'deal.cancel-requested.v1' };

/** What the example asks for. */
export interface DealRequest {
  readonly type: `${string}-requested.v1`;
  readonly data: { readonly dealId: string };
}

/** The types of the example. */
export interface Deal {
  readonly data: DealData;
  readonly answer: DealAnswer;
  readonly request: DealRequest;
}

const request =
  (type: DealRequest['type']) =>
  ({ dealId }: DealData): DealRequest[] => [{ type, data: { dealId } }];

/** A saga with every kind of step: undoable, not always needed, waiting for a person, the point of no return, and what comes behind it. */
export const deal = defineSaga<Deal>({
  name: 'deal',
  abortOn: ['deal.cancel-requested.v1'],
  attempts: 3,
  steps: [
    {
      name: 'hold the goods',
      do: request('hold-requested.v1'),
      done: 'hold.granted.v1',
      failed: 'hold.denied.v1',
      undo: request('hold-release-requested.v1'),
      undone: 'hold.released.v1',
      timeoutMs: 10_000,
    },
    {
      name: 'insure the goods',
      when: ({ isOfValue }) => isOfValue === true,
      do: request('insurance-requested.v1'),
      done: 'insurance.taken.v1',
      failed: 'insurance.refused.v1',
      undo: request('insurance-end-requested.v1'),
      undone: 'insurance.ended.v1',
      timeoutMs: 10_000,
    },
    {
      name: 'make an offer',
      do: request('offer-requested.v1'),
      done: 'offer.made.v1',
      failed: 'offer.failed.v1',
      remember: {
        'offer.made.v1': (known, { data: { link } }) => ({ ...known, link }),
        'offer.failed.v1': (known, { data: { objection } }) => ({ ...known, objection }),
      },
      undo: request('offer-withdrawal-requested.v1'),
      undone: 'offer.withdrawn.v1',
      timeoutMs: 20_000,
      undoTimeoutMs: 60_000,
    },
    {
      name: 'wait for the answer',
      do: () => [],
      done: 'offer.accepted.v1',
      failed: 'offer.declined.v1',
      timeoutMs: 30 * 60_000,
    },
    {
      name: 'charge',
      do: request('charge-requested.v1'),
      done: 'charge.made.v1',
      failed: 'offer.declined.v1',
      timeoutMs: 60_000,
      pivot: true,
    },
    {
      name: 'assign the goods',
      do: request('assignment-requested.v1'),
      done: 'goods.assigned.v1',
      failed: 'goods.unassignable.v1',
      timeoutMs: 10_000,
    },
    { name: 'announce', do: request('announcement-requested.v1'), done: 'deal.announced.v1', timeoutMs: 10_000 },
  ],
});

/** An answer to the example, with what its table remembers. */
export function dealAnswer(type: DealAnswer['type']): DealAnswer {
  if (type === 'offer.made.v1') return { type, data: { link: 'https://offers.example/1' } };
  if (type === 'offer.failed.v1') return { type, data: { objection: 'not for sale' } };
  return { type };
}
