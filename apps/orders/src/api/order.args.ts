import { ArgsType, Field, ID } from '@nestjs/graphql';
import { DateTimeScalar } from '@tovar/platform';
import { IsDate, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

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
