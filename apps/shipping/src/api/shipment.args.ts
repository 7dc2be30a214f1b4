import { ArgsType, Field, ID } from '@nestjs/graphql';
import { PageArgs } from '@tovar/platform/graphql';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { CARRIER_CODE } from '../domain/carrier.ts';
import { SHIPMENT_STATUSES, type ShipmentStatus } from '../domain/shipment.ts';
import { ShipmentStatusEnum } from './shipment.types.ts';

@ArgsType()
export class OwnedArgs {
  @Field(() => ID, { description: 'Which one.' })
  @IsUUID()
  id: string;

  @Field(() => String, { nullable: true, description: "A guest's order needs the token that placeOrder gave." })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  token?: string | null;
}

@ArgsType()
export class OfOrderArgs {
  @Field(() => ID, { description: 'The order.' })
  @IsUUID()
  orderId: string;

  @Field(() => String, { nullable: true, description: "A guest's order needs the token that placeOrder gave." })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  token?: string | null;
}

@ArgsType()
export class LiveShipmentArgs extends OwnedArgs {
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
export class ShipmentsArgs extends PageArgs {
  @Field(() => ShipmentStatusEnum, { nullable: true, description: 'Only those that stand so.' })
  @IsOptional()
  @IsIn(SHIPMENT_STATUSES)
  status?: ShipmentStatus | null;

  @Field(() => String, { nullable: true, description: 'Only those that this carrier brings.' })
  @IsOptional()
  @Matches(CARRIER_CODE)
  @MaxLength(60)
  carrier?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Those alone that somebody has to look at.' })
  @IsOptional()
  @IsBoolean()
  hasProblem?: boolean | null;
}
