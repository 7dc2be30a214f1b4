import { Args, Query, Resolver } from '@nestjs/graphql';
import { Authenticated, CurrentIdentity, explain, type Identity } from '@tovar/platform';
import {
  MayIArgs,
  OwnPermissionsType,
  PermissionType,
  toFacts,
  toOwnPermissions,
  toPermission,
} from './permission.types.ts';

/** Answers from the token in use, by the same comparison that every service makes. */
@Resolver()
export class PermissionsResolver {
  @Authenticated()
  @Query(() => OwnPermissionsType, { description: 'What the caller may do.' })
  permissions(@CurrentIdentity() identity: Identity): OwnPermissionsType {
    return toOwnPermissions(identity);
  }

  @Authenticated()
  @Query(() => PermissionType, {
    description: 'Whether the caller may do something, and if not, why. What is not said of the thing fulfils nothing.',
  })
  mayI(@Args() { scope, ...facts }: MayIArgs, @CurrentIdentity() identity: Identity): PermissionType {
    return toPermission(explain(identity, scope, toFacts(facts)));
  }
}
