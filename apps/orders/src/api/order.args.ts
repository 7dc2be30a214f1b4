import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

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
export class OrdersArgs {
  @Field(() => Int, { nullable: true, description: '1 to 100; 20 unless you say otherwise.' })
  @IsOptional()
  @IsInt()
  first?: number;

  @Field(() => String, { nullable: true, description: 'The "endCursor" of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  after?: string;
}
