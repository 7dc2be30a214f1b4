import { isUtf8 } from 'node:buffer';
import { ImportFileUnreadable } from '../domain/import/import.errors.ts';

/** No line of ours comes near it; without a limit a file without line ends would fill the memory. */
export const LONGEST_LINE_BYTES = 1_048_576;
const LINE_END = 10;

/**
 * The file in blocks of whole lines, each of them UTF-8 without NUL. Throws `ImportFileUnreadable` with the line and the
 * character. At most one line and one piece of the source are held.
 */
export async function* checkedText(source: AsyncIterable<Uint8Array>, firstLine: number): AsyncGenerator<Buffer> {
  let line = firstLine;
  let rest = Buffer.alloc(0);
  for await (const piece of source) {
    const bytes = Buffer.concat([rest, piece]);
    const end = bytes.lastIndexOf(LINE_END) + 1;
    rest = bytes.subarray(end);
    const { lines, good, fault } = check(bytes.subarray(0, end), line);
    line += lines;
    if (good.length > 0) yield good;
    if (fault) throw fault;
    if (rest.length > LONGEST_LINE_BYTES) throw tooLong(line);
  }
  const { good, fault } = check(rest, line);
  if (good.length > 0) yield good;
  if (fault) throw fault;
}

interface Checked {
  /** How many lines end in the good part. */
  readonly lines: number;
  readonly good: Buffer;
  readonly fault?: ImportFileUnreadable;
}

/** What comes before the first fault is as good as ever. */
function check(block: Buffer, firstLine: number): Checked {
  const isText = isUtf8(block) && !block.includes(0);
  let lines = 0;
  for (let begin = 0; begin < block.length;) {
    const end = block.indexOf(LINE_END, begin);
    const next = end === -1 ? block.length : end + 1;
    const fault = faultOf(block.subarray(begin, next), firstLine + lines, isText);
    if (fault) return { lines, good: block.subarray(0, begin), fault };
    if (end !== -1) lines += 1;
    begin = next;
  }
  return { lines, good: block };
}

function faultOf(bytes: Buffer, line: number, isText: boolean): ImportFileUnreadable | undefined {
  if (bytes.length > LONGEST_LINE_BYTES) return tooLong(line);
  if (isText) return undefined;
  const text = bytes.toString('utf8');
  if (bytes.includes(0)) {
    const column = String(text.indexOf('\0') + 1);
    return new ImportFileUnreadable('NUL_CHARACTER', `Line ${line} has a NUL at character ${column}.`, {
      line,
      column,
    });
  }
  if (isUtf8(bytes)) return undefined;
  const column = String(text.indexOf('\uFFFD') + 1);
  const message = `Line ${line} is not UTF-8 from character ${column} on. Save the file as UTF-8.`;
  return new ImportFileUnreadable('NOT_UTF8', message, { line, column });
}

function tooLong(line: number): ImportFileUnreadable {
  const message = `Line ${line} is longer than ${LONGEST_LINE_BYTES} bytes.`;
  return new ImportFileUnreadable('LINE_TOO_LONG', message, { line, column: null });
}
