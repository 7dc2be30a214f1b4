import { ArgsType, Field } from '@nestjs/graphql';
import { PageArgs } from '@tovar/platform/graphql';
import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';

@ArgsType()
export class InboxArgs extends PageArgs {
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
