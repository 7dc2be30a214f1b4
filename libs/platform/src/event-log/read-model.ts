import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';

/**
 * What a service folds from the log to answer quickly, and can fold anew. Listed among the module's providers, and found there by
 * whoever wants it rebuilt.
 */
export abstract class ReadModel {
  /** What it is called in a service's list, for example `order-views`. */
  abstract readonly name: string;

  /**
   * Folds the whole log beside what is live, and swaps it in when it is whole: nobody waits meanwhile, and when it throws the
   * live one stays. Answers what it came to, in words. Safe to repeat.
   */
  abstract rebuild(): Promise<string>;
}

/** Those of one service. */
@Injectable()
export class ReadModels {
  constructor(private readonly discovery: DiscoveryService) {}

  all(): readonly ReadModel[] {
    return this.discovery.getProviders().flatMap(({ instance }) => (instance instanceof ReadModel ? [instance] : []));
  }
}
