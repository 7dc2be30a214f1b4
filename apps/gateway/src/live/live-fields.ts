import { orderEventTypes } from '@tovar/contracts';

/** A subscription field is a query that is run again whenever its subject has an event. */
export interface LiveField {
  /** The query field with the same arguments and type, which decides who may see what. */
  readonly query: string;
  /** Event types that mean "look again". */
  readonly events: readonly string[];
  /** The argument that holds the subject of those events. */
  readonly subjectArgument: string;
}

export const LIVE_FIELDS: Readonly<Record<string, LiveField>> = {
  orderUpdated: { query: 'order', events: orderEventTypes, subjectArgument: 'id' },
};
