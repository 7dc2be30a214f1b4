import { SetMetadata } from '@nestjs/common';
import type { DiscoveryService } from '@nestjs/core';
import { discoverHandlers } from '../event-log/on-message.ts';
import type { JobHandler } from './job-queue.ts';

const JOB_TYPES = 'tovar:job-types';

/** Marks the method that does jobs of this type. It runs outside of any transaction and must be safe to repeat. */
export const OnJob = (...types: [string, ...string[]]): MethodDecorator => SetMetadata(JOB_TYPES, types);

export function discoverJobHandlers(discovery: DiscoveryService) {
  return discoverHandlers<JobHandler>(discovery, JOB_TYPES);
}
