import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainError, InvalidInput, VersionConflict } from '@tovar/platform';
import type { FastifyRequest } from 'fastify';

/** `If-Match` names another version than the product is at; read it again. */
export class ProductVersionDiffers extends DomainError {
  readonly code = 'PRECONDITION_FAILED';
  override readonly kind = 'precondition-failed';
  constructor(currentVersion: number) {
    super(`The product has changed since you read it; it is at version ${currentVersion} now.`, { currentVersion });
  }
}

/** The version that `If-Match` names. Throws `InvalidInput` without it: an edit says what it is based on. */
export const MatchedVersion = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
  const version = /^"(\d{1,9})"$/.exec(headers['if-match'] ?? '')?.[1];
  if (version === undefined) throw new InvalidInput([{ path: 'If-Match', message: 'Expected an ETag such as "3".' }]);
  return Number(version);
});

/** A version that differs is a failed precondition in REST. */
export async function matching<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw error instanceof VersionConflict ? new ProductVersionDiffers(error.currentVersion) : error;
  }
}
