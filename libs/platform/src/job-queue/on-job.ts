import { SetMetadata } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import { discoverHandlers, type FoundHandler } from '../event-log/on-message.ts';
import type { JobHandler } from './job-queue.ts';

const JOB_TYPES = 'tovar:job-types';

/** Marks the method that does jobs of this type. It runs outside of any transaction and must be safe to repeat. */
export const OnJob = (...types: [string, ...string[]]): MethodDecorator => SetMetadata(JOB_TYPES, types);

export function discoverJobHandlers(discovery: DiscoveryService): Map<string, FoundHandler<JobHandler>> {
  return discoverHandlers(discovery, JOB_TYPES) as Map<string, FoundHandler<JobHandler>>;
}
