import type { LogPosition } from '../event-log.ts';

/** A place in a topic: for each partition the next offset to read. Missing partitions are at their beginning. */
export type Offsets = Map<number, bigint>;

/** As text: the partitions' offsets in their order, `12.0.7`. */
export function toPosition(offsets: ReadonlyMap<number, bigint>): LogPosition {
  const partitions = Math.max(0, ...offsets.keys());
  return Array.from({ length: partitions + 1 }, (_, partition) => offsets.get(partition) ?? 0n).join('.');
}

export function toOffsets(position: LogPosition): Offsets {
  return new Map(position.split('.').map((offset, partition) => [partition, BigInt(offset)]));
}

/** How many records lie between two places. */
export function distance(from: ReadonlyMap<number, bigint>, to: ReadonlyMap<number, bigint>): number {
  let count = 0n;
  for (const [partition, end] of to) {
    const begin = from.get(partition) ?? 0n;
    if (end > begin) count += end - begin;
  }
  return Number(count);
}
