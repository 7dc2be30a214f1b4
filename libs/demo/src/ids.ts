import type { Random } from './random.ts';

/**
 * An id in the shape of a UUIDv7: 48 bits of time, then `sequence` (0–4095) where the standard allows a counter, then
 * random bits. Ids of one millisecond therefore sort by their sequence.
 */
export function uuidV7(atMs: number, sequence: number, random: Random): string {
  const [high, middle, low] = [quad(atMs / 2 ** 32), quad(atMs / 2 ** 16), quad(atMs)];
  const [first, second] = [random.bits32(), random.bits32()];
  const variant = quad((first & 0x3fff) | 0x8000);
  return `${high}${middle}-${low}-${quad(0x7000 | sequence)}-${variant}-${quad(first >>> 16)}${quad(second >>> 16)}${quad(second)}`;
}

/** The lowest 16 bits as four hexadecimal digits. */
function quad(value: number): string {
  return ((value & 0xffff) | 0x10000).toString(16).slice(1);
}
