import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { DateTimeScalar } from '@tovar/platform';
import { IsDate, IsInt, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { LONGEST_CURSOR } from './order-filter.query.ts';

@ArgsType()
export class OrderArgs {
  @Field(() => ID, { description: 'The order.' })
  @IsUUID()
  id: string;

  @Field(() => String, { nullable: true, description: "A guest's order needs the token that placeOrder gave." })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  token?: string;
}

@ArgsType()
export class LiveOrderArgs extends OrderArgs {
  @Field(() => String, {
    nullable: true,
    description: 'The "extensions.eventId" of the last value that was seen: what is known already is not told again.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  lastEventId?: string | null;
}

@ArgsType()
export class OrderAsOfArgs extends OrderArgs {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Show it as it was at this moment; now unless it is given.',
  })
  @IsOptional()
  @IsDate()
  asOf?: Date | null;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: '1 to 100; 20 unless you say otherwise.' })
  @IsOptional()
  @IsInt()
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'The "endCursor" of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CURSOR)
  after?: string | null;
}
