import { ArgsType, Field, InputType, ObjectType } from '@nestjs/graphql';
import { encodeCursor, type KeysetPage } from '@tovar/platform';
import { PageInfo, UserError } from '@tovar/platform/graphql';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsOptional,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { LONGEST_DESCRIPTION, MOST_GRANTS, type Role, ROLE_NAME, SCOPE, STATE } from '../domain/role.ts';
import { DISPLAY_NAME } from '../domain/user.ts';

@ObjectType('AmountLimit', { description: 'A largest amount.' })
@InputType('AmountLimitInput', { description: 'A largest amount.' })
export class AmountLimitType {
  @Field({ description: "In the currency's smallest unit, as text." })
  @Matches(/^\d{1,16}$/)
  amount: string;

  @Field({ description: 'ISO 4217; nothing in another currency is within the limit.' })
  @Matches(/^[A-Z]{3}$/)
  currency: string;
}

@ObjectType('Conditions', { description: 'What must be true of a thing; all that is named.' })
export class ConditionsType {
  @Field(() => Boolean, { nullable: true, description: 'It is the own one.' })
  own?: true;

  @Field(() => [String], { nullable: true, description: 'It is in one of these states.' })
  states?: readonly string[];

  @Field(() => AmountLimitType, { nullable: true, description: 'It is about no more than this.' })
  maxAmount?: AmountLimitType;
}

@ObjectType('Grant', { description: 'A scope that is given.' })
export class GrantType {
  @Field({ description: 'resource:action:own or resource:action:any.' })
  scope: string;

  @Field(() => ConditionsType, { nullable: true, description: 'Null when it holds for everything it is about.' })
  when?: ConditionsType;
}

@ObjectType('Role', { description: 'A named set of grants.' })
export class RoleType {
  @Field({ description: 'Unique.' })
  name: string;

  @Field({ description: 'For whoever gives it.' })
  description: string;

  @Field({ description: 'True for those that come with the shop and stay as they are.' })
  isBuiltIn: boolean;

  @Field(() => [GrantType], { description: 'What it gives, by scope.' })
  grants: readonly GrantType[];
}

@ObjectType({ description: 'A role in its list.' })
export class RoleEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => RoleType, { description: 'The role.' })
  node: RoleType;
}

@ObjectType({ description: 'Roles, by name.' })
export class RoleConnection {
  @Field(() => [RoleEdge], { description: 'In order.' })
  edges: RoleEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

export function toRoleConnection({ items, hasNext, endCursor }: KeysetPage<Role>): RoleConnection {
  const edges = items.map((node) => ({ cursor: encodeCursor([node.name]), node }));
  return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
}

@InputType({ description: 'What must be true of a thing; name at least one condition.' })
export class ConditionsInput {
  @Field(() => Boolean, { nullable: true, description: 'It is the own one; true or left out.' })
  @IsOptional()
  @Equals(true)
  own?: true;

  @Field(() => [String], { nullable: true, description: 'It is in one of these states.' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @Matches(STATE, { each: true })
  states?: string[];

  @Field(() => AmountLimitType, { nullable: true, description: 'It is about no more than this.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => AmountLimitType)
  maxAmount?: AmountLimitType;
}

@InputType({ description: 'A scope to give.' })
export class GrantInput {
  @Field({ description: 'resource:action:own or resource:action:any.' })
  @Matches(SCOPE)
  scope: string;

  @Field(() => ConditionsInput, { nullable: true, description: 'Left out for everything it is about.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ConditionsInput)
  when?: ConditionsInput;
}

@ArgsType()
export class RoleArgs {
  @Field({ description: 'Which one.' })
  @Matches(ROLE_NAME)
  name: string;
}

@InputType({ description: 'A role as it shall be.' })
export class RoleInput {
  @Field({ description: 'Lower-case letters, digits and "-"; stays as it is.' })
  @Matches(ROLE_NAME)
  name: string;

  @Field({ description: 'For whoever gives it.' })
  @Transform(({ value }) => String(value).trim())
  @Length(1, LONGEST_DESCRIPTION)
  @Matches(DISPLAY_NAME, { message: 'No control characters.' })
  description: string;

  @Field(() => [GrantInput], { description: 'All that it gives.' })
  @IsArray()
  @ArrayMaxSize(MOST_GRANTS)
  @ValidateNested({ each: true })
  @Type(() => GrantInput)
  grants: GrantInput[];
}

@ObjectType({ implements: () => UserError, description: 'Nobody gives or takes what they do not have.' })
export class BeyondOwnScopesError extends UserError {
  @Field(() => [String], { description: 'What the caller lacks, or does not have as widely.' })
  scopes: string[];
}

@ObjectType({ isAbstract: true })
abstract class RolePayload {
  @Field(() => RoleType, { nullable: true, description: 'The role as it is now.' })
  role?: RoleType;

  @Field(() => [UserError], {
    description: 'BEYOND_OWN_SCOPES, ROLE_NAME_TAKEN, ROLE_BUILT_IN, SCOPE_REPEATED, NOT_FOUND.',
  })
  errors: UserError[];
}

@ObjectType({ description: 'The new role, or why there is none.' })
export class CreateRolePayload extends RolePayload {}

@ObjectType({ description: 'The changed role, or why it did not change.' })
export class ReplaceRolePayload extends RolePayload {}

@ObjectType({ description: 'What was removed, or why nothing was.' })
export class RemoveRolePayload {
  @Field(() => String, { nullable: true, description: 'The role that is gone.' })
  removedName?: string;

  @Field(() => [UserError], { description: 'BEYOND_OWN_SCOPES, ROLE_BUILT_IN, ROLE_IN_USE, NOT_FOUND.' })
  errors: UserError[];
}
