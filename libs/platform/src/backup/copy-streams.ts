import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import pg, { type Client } from 'pg';

/** What the driver hands to a query that copies. */
interface CopyConnection {
  readonly stream: Socket;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

type Done = (error: Error | null, result?: { rowCount: number | null }) => void;

/** A statement that answers with a stream; the server waits while the target does. The driver offers no such thing itself. */
class CopyOut extends pg.Query {
  private waiting?: Socket;

  constructor(
    text: string,
    private readonly target: Writable,
    done: Done,
  ) {
    super(text, done as never);
  }

  /** The driver uses its buffer again; and what it has read already still comes after the pause. */
  handleCopyData({ chunk }: { chunk: Buffer }, { stream }: CopyConnection): void {
    if (this.target.write(Buffer.from(chunk)) || stream.isPaused()) return;
    this.waiting = stream.pause();
    this.target.once('drain', () => stream.resume());
  }

  /** A target that has been told its end says no more that it is drained, and the next statement needs the connection. */
  goOn(): void {
    this.waiting?.resume();
  }
}

/** A statement that takes a stream; the source waits while the server does. */
class CopyIn extends pg.Query {
  constructor(
    text: string,
    private readonly source: Readable,
    done: Done,
  ) {
    super(text, done as never);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.send(connection).catch((error: Error) => connection.sendCopyFail(error.message));
  }

  private async send(connection: CopyConnection): Promise<void> {
    for await (const chunk of this.source) {
      connection.sendCopyFromChunk(chunk as Buffer);
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
    }
    connection.endCopyFrom();
  }
}

/** Writes what `COPY … TO STDOUT` answers, and ends the target; answers how many rows there were. */
export async function copyOut(client: Client, text: string, target: Writable): Promise<number> {
  let query: CopyOut | undefined;
  const rows = await copied((done) => (query = new CopyOut(text, target, done)), client);
  target.end();
  query?.goOn();
  return rows;
}

/** Gives the source to `COPY … FROM STDIN`; answers how many rows there were, and rejects when the source breaks off. */
export function copyFrom(client: Client, text: string, source: Readable): Promise<number> {
  // Whoever reads it is told; before that nobody listens, and an error would end the process.
  source.once('error', () => undefined);
  return copied((done) => new CopyIn(text, source, done), client);
}

function copied(make: (done: Done) => pg.Query, client: Client): Promise<number> {
  return new Promise((resolve, reject) => {
    client.query(make((error, result) => (error ? reject(error) : resolve(result?.rowCount ?? 0))));
  });
}
