/** What is written of a request's body: text and bytes as they are, everything else as JSON. */
export function payloadOf(body: unknown): string | Buffer | undefined {
  if (body === undefined || typeof body === 'string') return body;
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return JSON.stringify(body);
}
