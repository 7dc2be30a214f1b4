import type { PoolClient } from 'pg';
import pg from 'pg';

/** A value of a row to be copied: text for everything that is not a plain word, number or boolean. */
export type CopiedValue = string | number | bigint | boolean | null;

/** A statement that takes its rows as a stream: a tenth of the work of an INSERT. The driver offers no such thing itself. */
class CopyIn extends pg.Query {
  constructor(
    text: string,
    private readonly content: string,
    done: (error: Error | null) => void,
  ) {
    super(text, done);
  }

  /** Called by the driver when the server wants the rows. */
  handleCopyInResponse(connection: { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }): void {
    connection.sendCopyFromChunk(Buffer.from(this.content));
    connection.endCopyFrom();
  }
}

/** Appends the rows to the table; the names are ours and never input. */
export function copyIn(
  client: PoolClient,
  { table, columns }: { readonly table: string; readonly columns: readonly string[] },
  rows: readonly (readonly CopiedValue[])[],
): Promise<void> {
  const text = `COPY ${table} (${columns.join(', ')}) FROM STDIN`;
  return new Promise((resolve, reject) => {
    client.query(new CopyIn(text, rows.map(toLine).join(''), (error) => (error ? reject(error) : resolve())));
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
