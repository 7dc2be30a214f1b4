import { Injectable } from '@nestjs/common';
import { type CategoryNode, CategoryTree } from '../category-tree.ts';

/** As long as the engine may be behind with what is in them. */
const KEPT_MS = 1_000;

/** The tree of categories as it was a moment ago: one statement a second, however many search. */
@Injectable()
export class KnownCategories {
  private readAt = 0;
  private reading?: Promise<ReadonlyMap<string, CategoryNode>>;

  constructor(private readonly tree: CategoryTree) {}

  all(): Promise<ReadonlyMap<string, CategoryNode>> {
    if (!this.reading || Date.now() - this.readAt > KEPT_MS) this.read();
    return this.reading ?? this.tree.all();
  }

  private read(): void {
    this.readAt = Date.now();
    const reading = this.tree.all();
    this.reading = reading;
    // A failure is told to those who wait for it, and not to those who come later.
    reading.catch(() => {
      if (this.reading === reading) this.reading = undefined;
    });
  }
}
