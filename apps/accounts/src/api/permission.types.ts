import { ArgsType, Field, ObjectType } from '@nestjs/graphql';
import type { Denial, Facts, Identity } from '@tovar/platform';
import { IsBoolean, IsOptional, Matches } from 'class-validator';
import { SCOPE, STATE } from '../domain/role.ts';
import { AmountLimitType, GrantType } from './role.types.ts';

@ArgsType()
export class MayIArgs {
  @Field({ description: 'resource:action:own or resource:action:any.' })
  @Matches(SCOPE)
  scope: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether the thing would be the own one.' })
  @IsOptional()
  @IsBoolean()
  isOwn?: boolean | null;

  @Field(() => String, { nullable: true, description: 'In which state the thing would be.' })
  @IsOptional()
  @Matches(STATE)
  state?: string | null;

  @Field(() => String, { nullable: true, description: "About how much, in the currency's smallest unit." })
  @IsOptional()
  @Matches(/^\d{1,16}$/)
  amount?: string | null;

  @Field(() => String, { nullable: true, description: 'In which currency; ISO 4217.' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/)
  currency?: string | null;
}

@ObjectType('Denial', { description: "Why one of the caller's grants does not help." })
export class DenialType {
  @Field({ description: 'The scope that would be needed.' })
  scope: string;

  @Field({ description: 'MISSING_SCOPE, NOT_OWN, STATE, AMOUNT or UNKNOWN_CONDITION.' })
  reason: string;

  @Field(() => [String], { nullable: true, description: 'With STATE: in which it would be allowed.' })
  allowedStates?: readonly string[];

  @Field(() => AmountLimitType, { nullable: true, description: 'With AMOUNT: up to how much it would be allowed.' })
  maxAmount?: AmountLimitType;
}

@ObjectType('Permission', { description: 'Whether the caller may do something, and if not, why.' })
export class PermissionType {
  @Field({ description: 'True when nothing speaks against it.' })
  allowed: boolean;

  @Field(() => [DenialType], { description: 'One failed condition of each grant; empty when it is allowed.' })
  denials: readonly DenialType[];
}

@ObjectType('OwnPermissions', { description: 'What the token in use may do.' })
export class OwnPermissionsType {
  @Field(() => [String], { description: 'The roles it was issued for.' })
  roles: readonly string[];

  @Field(() => [GrantType], { description: 'All grants, by scope.' })
  grants: readonly GrantType[];
}

export function toFacts({ isOwn, state, amount, currency }: Omit<MayIArgs, 'scope'>): Facts {
  return {
    ...(isOwn ? { isOwn } : {}),
    ...(state ? { state } : {}),
    ...(amount && currency ? { amount: { amount: BigInt(amount), currency } } : {}),
  };
}

export function toPermission(denials: readonly Denial[]): PermissionType {
  return { allowed: denials.length === 0, denials };
}

export function toOwnPermissions({ roles, scopes, conditionalGrants = [] }: Identity): OwnPermissionsType {
  const grants = [...[...scopes].map((scope) => ({ scope })), ...conditionalGrants];
  return { roles, grants: grants.toSorted((one, other) => (one.scope < other.scope ? -1 : 1)) };
}
