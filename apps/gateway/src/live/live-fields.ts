import type { GraphQLSchema } from 'graphql';

/** A subscription field is a query that is run again whenever its subject has an event. */
export interface LiveField {
  /** The query field with the same arguments and type, which decides who may see what. */
  readonly query: string;
  /** Event types that mean "look again". */
  readonly events: readonly string[];
  /** The argument that holds the subject of those events; without one it is the caller. */
  readonly subjectArgument?: string;
}

/** The subscription's own argument: the last event that the client has seen, where it cannot send `Last-Event-ID`. */
export const RESUME_ARGUMENT = 'lastEventId';

/** The live fields of the graph, by the name of the subscription field. */
export class LiveFields {
  constructor(private readonly fields: Readonly<Record<string, LiveField>>) {}

  /** Those of the shop. */
  static ofShop(): LiveFields {
    return new LiveFields({
      orderUpdated: { query: 'order', events: ['order.changed.v1'], subjectArgument: 'id' },
      shipmentUpdated: { query: 'shipment', events: ['shipment.changed.v1'], subjectArgument: 'id' },
      productChanged: {
        query: 'product',
        events: ['product.changed.v1', 'product.availability-changed.v1'],
        subjectArgument: 'id',
      },
      inboxUpdated: { query: 'notifications', events: ['inbox.changed.v1'] },
    });
  }

  get(name: string): LiveField | undefined {
    return Object.hasOwn(this.fields, name) ? this.fields[name] : undefined;
  }

  /** Every event type that some field waits for. */
  get events(): readonly string[] {
    return [...new Set(Object.values(this.fields).flatMap(({ events }) => events))];
  }

  /** Throws `LiveFieldBroken` for a subscription field that the gateway could not serve. */
  requireServable(schema: GraphQLSchema): void {
    for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
      const live = this.get(field.name);
      if (!live) throw new LiveFieldBroken(field.name, 'nothing says which query and which events stand behind it');
      const query = schema.getQueryType()?.getFields()[live.query];
      if (!query) throw new LiveFieldBroken(field.name, `there is no query field "${live.query}"`);
      if (live.subjectArgument && !field.args.some(({ name }) => name === live.subjectArgument)) {
        throw new LiveFieldBroken(field.name, `it has no argument "${live.subjectArgument}"`);
      }
      const passed = field.args.filter(({ name }) => name !== RESUME_ARGUMENT);
      const unknown = passed.find(({ name }) => !query.args.some((argument) => argument.name === name));
      if (unknown) throw new LiveFieldBroken(field.name, `the query "${live.query}" has no argument "${unknown.name}"`);
    }
  }
}

/** A service declares a subscription that cannot be served; the start ends with it. */
export class LiveFieldBroken extends Error {
  readonly code = 'LIVE_FIELD_BROKEN';

  constructor(field: string, reason: string) {
    super(`The subscription "${field}" cannot be served: ${reason}. See apps/gateway/src/live/live-fields.ts.`);
    this.name = new.target.name;
  }
}
