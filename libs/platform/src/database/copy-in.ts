import { setImmediate as othersTurn } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import pg from 'pg';

/** A value of a row to be copied: text for everything that is not a plain word, number or boolean. */
export type CopiedValue = string | number | bigint | boolean | null;

type Rows = Iterable<readonly CopiedValue[]>;

/** A millisecond's work. */
const ROWS_AT_ONCE = 500;

/** What the driver's connection offers beyond its types. */
interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  /** Has the server refuse the statement with these words. */
  sendCopyFail(reason: string): void;
}

/** A statement that takes its rows as a stream: a tenth of the work of an INSERT. The driver offers no such thing itself. */
class CopyIn extends pg.Query {
  private isOver = false;

  constructor(
    text: string,
    private readonly copied: Rows,
    done: (error: Error | null) => void,
  ) {
    super(text, (error: Error | null) => {
      this.isOver = true;
      done(error);
    });
  }

  /** Called by the driver when the server wants the rows. */
  handleCopyInResponse(connection: CopyConnection): void {
    this.send(connection).catch((error: Error) => connection.sendCopyFail(error.message));
  }

  /** In pieces, so that others get their turn between; the server may have refused one already. */
  private async send(connection: CopyConnection): Promise<void> {
    let lines: string[] = [];
    for (const row of this.copied) {
      if (lines.push(toLine(row)) < ROWS_AT_ONCE) continue;
      connection.sendCopyFromChunk(Buffer.from(lines.join('')));
      lines = [];
      await othersTurn();
      if (this.isOver) return;
    }
    connection.sendCopyFromChunk(Buffer.from(lines.join('')));
    connection.endCopyFrom();
  }
}

/** Appends the rows to the table; the names are ours and never input. */
export function copyIn(
  client: PoolClient,
  { table, columns }: { readonly table: string; readonly columns: readonly string[] },
  rows: Rows,
): Promise<void> {
  const text = `COPY ${table} (${columns.join(', ')}) FROM STDIN`;
  return new Promise((resolve, reject) => {
    const asked: unknown = client.query(new CopyIn(text, rows, (error) => (error ? reject(error) : resolve())));
    // A promise where something had to go before it, which may fail: then it is never asked.
    if (asked instanceof Promise) asked.catch(reject);
  });
}

function toLine(row: readonly CopiedValue[]): string {
  return `${row.map(toField).join('\t')}\n`;
}

function toField(value: CopiedValue): string {
  if (value === null) return '\\N';
  return typeof value === 'string' && SPECIAL.test(value) ? value.replaceAll(ALL_SPECIAL, escape) : String(value);
}

const SPECIAL = /[\\\t\n\r]/;
const ALL_SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escape(character: string): string {
  return ESCAPES[character] ?? character;
}
