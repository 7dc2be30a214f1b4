import { Injectable } from '@nestjs/common';
import { MethodRepository } from '../domain/method.repository.ts';
import type { DeleteInput } from './zone-input.ts';

/** Forgets a way of delivery. To stop offering one for a while, disable it. */
@Injectable()
export class DeleteMethod {
  constructor(private readonly methods: MethodRepository) {}

  /** Throws `NotFound` and `VersionConflict`. */
  execute({ id, expectedVersion }: DeleteInput): Promise<void> {
    return this.methods.remove(id, expectedVersion);
  }
}
