/** Bytes that come in pieces of any size, in parts of one size; the last may be shorter. */
export async function* partsOf(
  pieces: AsyncIterable<Uint8Array>,
  partBytes: number,
): AsyncGenerator<Buffer<ArrayBuffer>, undefined> {
  let collected: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      const taken = piece.subarray(at, at + partBytes - size);
      collected.push(taken);
      size += taken.length;
      at += taken.length;
      if (size < partBytes) continue;
      yield Buffer.concat(collected);
      collected = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(collected);
  return undefined;
}
