import { failpoint, failpointsAreArmed } from '../failpoints/failpoint.ts';
import { coalesce } from './coalesce.ts';

/** After a crash, what was handled so shortly before comes again, and is known by the inbox. */
const STORED_WITHIN_MS = 100;

export type Positions = ReadonlyMap<string, bigint>;

/** How far the groups of a process have come, stored for all of them together and not for each batch. */
export class GroupPositions {
  private moved = new Map<string, bigint>();
  private timer?: NodeJS.Timeout;
  private readonly flush = coalesce(() => this.storeMoved().catch((error: Error) => this.onFailure(error)));

  constructor(
    private readonly store: (positions: Positions) => Promise<void>,
    private readonly onFailure: (error: Error) => void,
  ) {}

  /** The group has handled everything up to this position. */
  move(group: string, position: bigint): void {
    this.moved.set(group, position);
    this.timer ??= setTimeout(() => void this.settle(), STORED_WITHIN_MS).unref();
  }

  /** Stores what has moved, at once. */
  async settle(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.flush();
  }

  private async storeMoved(): Promise<void> {
    const moved = this.moved;
    if (moved.size === 0) return;
    this.moved = new Map();
    try {
      await this.store(moved);
    } catch (error) {
      for (const [group, position] of moved) if (!this.moved.has(group)) this.move(group, position);
      throw error;
    }
    if (failpointsAreArmed) for (const group of moved.keys()) failpoint(`${group} acknowledged`);
  }
}
