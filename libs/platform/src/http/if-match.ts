import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain-error.ts';
import { InvalidInput, VersionConflict } from '../errors/platform.errors.ts';

/** `If-Match` names another version than the thing is at; read it again. */
export class VersionDiffers extends DomainError {
  readonly code = 'PRECONDITION_FAILED';
  override readonly kind = 'precondition-failed';
  constructor({ message, currentVersion }: VersionConflict) {
    super(message, { currentVersion });
  }
}

/** The version that `If-Match` names. Throws `InvalidInput` without it: a change says what it is based on. */
export const MatchedVersion = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const version = versionOf(ifMatchOf(context));
  if (version === undefined) throw notAnETag();
  return version;
});

/** The version that `If-Match` names; undefined when any will do. */
export const MatchedVersionIfAny = createParamDecorator((_: unknown, context: ExecutionContext): number | undefined => {
  return matchedVersion(ifMatchOf(context));
});

/** What the header says: undefined without it and for `*`. Throws `InvalidInput` for what is no version. */
export function matchedVersion(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const version = versionOf(ifMatch);
  if (version === undefined) throw notAnETag();
  return version;
}

/** Runs a write; a version that differs is a failed precondition in REST. */
export async function matching<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw error instanceof VersionConflict ? new VersionDiffers(error) : error;
  }
}

function ifMatchOf(context: ExecutionContext): string | undefined {
  return context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
}

function versionOf(ifMatch: string | undefined): number | undefined {
  const version = /^"(\d{1,9})"$/.exec(ifMatch ?? '')?.[1];
  return version === undefined ? undefined : Number(version);
}

function notAnETag(): InvalidInput {
  return new InvalidInput([{ path: 'If-Match', message: 'Expected an ETag such as "3".' }]);
}
