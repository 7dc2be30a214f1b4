interface Replica {
  readonly origin: URL;
  isOut: boolean;
  timeouts: number;
  answeredAtMs: number;
}

const TIMEOUTS_TO_EJECT = 5;

/** The replicas of one service: whose turn it is, and who is out until it answers again. */
export class ReplicaSet {
  private replicas: readonly Replica[] = [];
  private turn = 0;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Replicas that stay keep what is known of them. */
  update(origins: readonly URL[]): void {
    const known = new Map(this.replicas.map((replica) => [replica.origin.href, replica]));
    this.replicas = origins.map(
      (origin) =>
        known.get(origin.href) ?? { origin, isOut: false, timeouts: 0, answeredAtMs: Number.NEGATIVE_INFINITY },
    );
  }

  /**
   * The next in turn of those that are in and not in `tried`. When all others are out they are asked all the same: one
   * of them may be back, and there is nobody else.
   */
  next(tried: ReadonlySet<URL> = new Set()): URL | undefined {
    const untried = this.replicas.filter(({ origin }) => !tried.has(origin));
    const present = untried.filter(({ isOut }) => !isOut);
    const choice = present.length > 0 ? present : untried;
    this.turn = (this.turn + 1) % 0x4000_0000;
    return choice[this.turn % choice.length]?.origin;
  }

  answered(origin: URL): void {
    const replica = this.find(origin);
    if (replica) Object.assign(replica, { timeouts: 0, answeredAtMs: this.now() });
  }

  /** It has not answered for so long, and there is another to turn to that is not in `tried`. */
  isUnsure(origin: URL, silentMs: number, tried: ReadonlySet<URL>): boolean {
    const replica = this.find(origin);
    if (!replica || this.now() - replica.answeredAtMs <= silentMs) return false;
    return this.replicas.some((other) => other !== replica && !tried.has(other.origin));
  }

  /** Puts a replica out, and says whether that is news. The only one there is stays in: it is asked in any case. */
  eject(origin: URL): boolean {
    const replica = this.find(origin);
    if (!replica || replica.isOut || this.replicas.length === 1) return false;
    replica.isOut = true;
    return true;
  }

  /** One late answer says little of a replica, several on end do. */
  wasLate(origin: URL): boolean {
    const replica = this.find(origin);
    if (!replica) return false;
    replica.timeouts += 1;
    return replica.timeouts >= TIMEOUTS_TO_EJECT && this.eject(origin);
  }

  /** Lets a replica have its turns again. */
  restore(origin: URL): void {
    const replica = this.find(origin);
    if (!replica) return;
    replica.isOut = false;
    replica.timeouts = 0;
  }

  isOut(origin: URL): boolean {
    return this.find(origin)?.isOut ?? false;
  }

  private find(origin: URL): Replica | undefined {
    return this.replicas.find((replica) => replica.origin.href === origin.href);
  }
}
