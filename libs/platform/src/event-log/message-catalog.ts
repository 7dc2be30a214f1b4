import type { z } from 'zod';
import type { NewEvent } from './event.ts';

/** The contract of each message type: the schema of its data. */
export type MessageContracts = Readonly<Record<string, z.ZodType>>;

/** A producer or consumer names a message that no contract knows. */
export class UnknownMessage extends Error {
  readonly code = 'UNKNOWN_MESSAGE';
  constructor(type: string, where: string) {
    super(`${where} names the message "${type}", which no contract knows. Add it to libs/contracts/src/events.`);
  }
}

/** A producer's data does not fit the contract of its message. */
export class InvalidMessage extends Error {
  readonly code = 'INVALID_MESSAGE';
  constructor(type: string, reason: string, options?: ErrorOptions) {
    super(`The data of "${type}" does not fit its contract: ${reason}`, options);
  }
}

/** The contracts that a service works with; every message is checked against them on its way out. */
export class MessageCatalog {
  constructor(private readonly contracts: MessageContracts) {}

  requireKnown(type: string, where: string): void {
    if (!Object.hasOwn(this.contracts, type)) throw new UnknownMessage(type, where);
  }

  requireValid(event: NewEvent, where: string): void {
    this.requireKnown(event.type, where);
    const result = this.contracts[event.type]?.safeParse(event.data);
    if (!result?.success) throw new InvalidMessage(event.type, String(result?.error), { cause: result?.error });
  }
}
