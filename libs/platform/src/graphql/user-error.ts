import { Directive, Field, Int, InterfaceType, ObjectType } from '@nestjs/graphql';
import { DomainError } from '../errors/domain-error.ts';
import { noteDenial } from '../identity/access-denials.ts';

/** A refusal that the caller can react to: data in a payload, not an error of the request. */
@InterfaceType({
  description: 'A refusal that the caller can react to. Some codes have a type of their own with more fields.',
  resolveType: (error: { __typename?: string }) => error.__typename ?? 'PlainUserError',
})
export abstract class UserError {
  @Field({ description: 'Stable; listed in docs/errors.md.' })
  code: string;

  @Field({ description: 'For a person.' })
  message: string;

  @Field(() => [String], { nullable: true, description: 'The input field that is refused, from the outside in.' })
  path?: string[];
}

@ObjectType({ implements: () => UserError, description: 'A refusal that has no more to say than its code.' })
@Directive('@shareable')
export class PlainUserError extends UserError {}

@ObjectType('VersionConflictError', { implements: () => UserError, description: 'Somebody else changed it meanwhile.' })
@Directive('@shareable')
export class VersionConflictErrorType extends UserError {
  @Field(() => Int, { description: 'The version that it is at now.' })
  currentVersion: number;
}

/** A declared refusal as data; the details become fields where a type of their own declares them. */
export function toUserError(error: DomainError, typeName = 'PlainUserError', path?: string[]): UserError {
  return { ...error.details, __typename: typeName, code: error.code, message: error.message, path } as UserError;
}

/**
 * Runs `work` and returns its result, or the listed refusals as data; whatever else is thrown stays thrown. The names
 * are those of the GraphQL types: `{ OutOfStock: 'InsufficientStockError' }` by the error class's name.
 */
export async function refusalsAsData<T>(
  work: () => Promise<T>,
  types: Readonly<Record<string, string>>,
): Promise<{ result: T; errors: [] } | { result?: undefined; errors: UserError[] }> {
  try {
    return { result: await work(), errors: [] };
  } catch (error) {
    const typeName = error instanceof DomainError ? types[error.name] : undefined;
    if (typeName === undefined) throw error;
    noteDenial(error);
    return { errors: [toUserError(error as DomainError, typeName)] };
  }
}
