import type { FilePosition } from '../domain/import/import.ts';
import { checkedText } from './checked-text.ts';
import type { WrittenProduct } from './written-product.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** One product in each line; empty lines do not count. Throws `ImportFileUnreadable`. */
export async function* jsonLineProducts(
  source: AsyncIterable<Uint8Array>,
  from: FilePosition,
): AsyncGenerator<WrittenProduct> {
  let { byte, line } = from;
  for await (const block of checkedText(source, from.line)) {
    for (const text of linesOf(block.toString('utf8'))) {
      byte += Buffer.byteLength(text);
      const json = line === 1 && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
      if (json.trim() !== '') yield toProduct(json, line, { byte, line: line + 1 });
      line += 1;
    }
  }
}

/** With their ends, since these count as bytes of the file. */
function* linesOf(text: string): Generator<string> {
  for (let begin = 0; begin < text.length;) {
    const end = text.indexOf('\n', begin);
    const next = end === -1 ? text.length : end + 1;
    yield text.slice(begin, next);
    begin = next;
  }
}

function toProduct(json: string, line: number, end: FilePosition): WrittenProduct {
  const product = {
    rows: 1,
    end,
    placeOf: (path: readonly PropertyKey[]) => ({ line, column: path.join('.') || null }),
  };
  try {
    return { ...product, value: JSON.parse(json), errors: [] };
  } catch (error) {
    const { message } = error as SyntaxError;
    return { ...product, value: undefined, errors: [{ line, column: null, code: 'INVALID_JSON', message }] };
  }
}
