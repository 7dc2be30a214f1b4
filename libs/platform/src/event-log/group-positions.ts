import { failpoint, failpointsAreArmed } from '../failpoints/failpoint.ts';
import { coalesce } from './coalesce.ts';

/** After a crash, what was handled so shortly before comes again, and is known by the inbox. */
export const STORED_WITHIN_MS = 100;
const SLOWEST_RETRY_MS = 5_000;

export type Positions = ReadonlyMap<string, bigint>;

/** How far the groups of a process have come, stored for all of them together and not for each batch. */
export class GroupPositions {
  private moved = new Map<string, bigint>();
  private timer?: NodeJS.Timeout;
  private failures = 0;
  private isClosed = false;
  private readonly flush = coalesce(() => this.storeMoved().catch((error: Error) => this.onFailure(error)));

  constructor(
    private readonly store: (positions: Positions) => Promise<void>,
    private readonly onFailure: (error: Error) => void,
  ) {}

  /** The group has handled everything up to this position. */
  move(group: string, position: bigint): void {
    this.moved.set(group, position);
    if (this.isClosed) return;
    const delayMs = Math.min(SLOWEST_RETRY_MS, STORED_WITHIN_MS * 2 ** this.failures);
    this.timer ??= setTimeout(() => void this.settle(), delayMs).unref();
  }

  /** Stores what has moved, at once. */
  async settle(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.flush();
  }

  /** Stores what has moved for the last time: what cannot be stored comes again. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.settle();
  }

  private async storeMoved(): Promise<void> {
    const moved = this.moved;
    if (moved.size === 0) return;
    this.moved = new Map();
    try {
      await this.store(moved);
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      for (const [group, position] of moved) if (!this.moved.has(group)) this.move(group, position);
      throw error;
    }
    if (failpointsAreArmed) for (const group of moved.keys()) failpoint(`${group} acknowledged`);
  }
}
