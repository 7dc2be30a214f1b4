import type { Readable } from 'node:stream';
import type { Erasure, Person } from '@tovar/platform';

/** The other services that keep something of people, by name. Each method throws when the service does not answer. */
export abstract class PersonKeepers {
  /** All that the service keeps of the person, as a JSON object. */
  abstract export(service: string, person: Person): Promise<Readable>;

  /** Repeating is fine. */
  abstract erase(service: string, person: Person): Promise<Erasure>;
}
