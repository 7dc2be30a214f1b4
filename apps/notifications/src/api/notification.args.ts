import { ArgsType, Field, Int } from '@nestjs/graphql';
import { IsBoolean, IsInt, IsOptional, IsString, MaxLength } from 'class-validator';

@ArgsType()
export class InboxArgs {
  @Field(() => Int, { nullable: true, description: '1 to 100; 20 unless given.' })
  @IsOptional()
  @IsInt()
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'A cursor of this list.' })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  after?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True for those alone that have not been read.' })
  @IsOptional()
  @IsBoolean()
  isUnreadOnly?: boolean | null;
}

@ArgsType()
export class LiveInboxArgs extends InboxArgs {
  @Field(() => String, {
    nullable: true,
    description: 'The "extensions.eventId" of the last value that was seen: what is known already is not told again.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  lastEventId?: string | null;
}
