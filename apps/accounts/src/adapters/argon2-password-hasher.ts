import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import { PasswordChecksBusy } from '../domain/accounts.errors.ts';
import { PasswordHasher } from '../domain/password-hasher.ts';
import { normalizePassword } from '../domain/password-rules.ts';

/** OWASP's first choice for Argon2id; the library's default algorithm is Argon2id. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const CURRENT = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;

export interface HashingLimits {
  /** How many run at a time; each takes 19 MiB and one of libuv's threads. */
  readonly concurrency: number;
  readonly queue: number;
}

export class Argon2PasswordHasher extends PasswordHasher {
  private readonly limit: ReturnType<typeof bulkhead>;
  /** Of a password that nobody has: checked in place of a missing one. */
  private dummy?: Promise<string>;

  constructor({ concurrency, queue }: HashingLimits) {
    super();
    this.limit = bulkhead(concurrency, queue);
  }

  hash(password: string): Promise<string> {
    return this.limited(() => hash(normalizePassword(password), PARAMETERS));
  }

  async verify(stored: string | undefined, password: string): Promise<boolean> {
    this.dummy ??= hash(randomBytes(32), PARAMETERS);
    const against = stored ?? (await this.dummy);
    const fits = await this.limited(() => verify(against, normalizePassword(password)));
    return fits && stored !== undefined;
  }

  isOutdated(stored: string): boolean {
    return !stored.startsWith(CURRENT);
  }

  private async limited<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.limit.execute(work);
    } catch (error) {
      if (error instanceof BulkheadRejectedError) throw new PasswordChecksBusy({ cause: error });
      throw error;
    }
  }
}
