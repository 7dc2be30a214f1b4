import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { currencyCodes } from '@tovar/contracts';
import { CurrencyCodeScalar } from '@tovar/contracts/graphql';
import { PageArgs } from '@tovar/platform/graphql';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { BUCKETS, type Bucket } from '../domain/period.ts';
import { RANKINGS, type Ranking } from '../queries/ranked-products.ts';
import { BucketEnum, RankingEnum } from './report.types.ts';

const DAY = /^\d{4}-\d\d-\d\d$/;

@ArgsType()
export class PeriodArgs extends PageArgs {
  @Field(() => String, { description: 'The first day, such as "2026-03-01".' })
  @Matches(DAY)
  from: string;

  @Field(() => String, { description: 'The last day, which is in it.' })
  @Matches(DAY)
  to: string;

  @Field(() => String, { nullable: true, description: 'Whose days, such as "Europe/Moscow"; UTC unless given.' })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  timeZone?: string | null;

  @Field(() => CurrencyCodeScalar, {
    description: 'What money is counted in: other currencies are not in the amounts.',
  })
  @IsIn(currencyCodes)
  currency: string;
}

@ArgsType()
export class RankingArgs extends PeriodArgs {
  @Field(() => RankingEnum, { description: 'What makes a product come first.' })
  @IsIn(RANKINGS)
  by: Ranking;

  @Field(() => ID, { nullable: true, description: 'Products of this category and those below it alone.' })
  @IsOptional()
  @IsUUID()
  categoryId?: string | null;
}

@ArgsType()
export class SalesArgs {
  @Field(() => String, { description: 'The first day, such as "2026-03-01".' })
  @Matches(DAY)
  from: string;

  @Field(() => String, { description: 'The last day, which is in it.' })
  @Matches(DAY)
  to: string;

  @Field(() => BucketEnum, { description: 'What the period is divided into; at most 400 of them.' })
  @IsIn(BUCKETS)
  bucket: Bucket;

  @Field(() => String, { nullable: true, description: 'Whose days, such as "Europe/Moscow"; UTC unless given.' })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  timeZone?: string | null;

  @Field(() => CurrencyCodeScalar, {
    description: 'What money is counted in: other currencies are not in the amounts.',
  })
  @IsIn(currencyCodes)
  currency: string;

  @Field(() => ID, { nullable: true, description: 'This product alone.' })
  @IsOptional()
  @IsUUID()
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Products of this category and those below it alone.' })
  @IsOptional()
  @IsUUID()
  categoryId?: string | null;
}

@ArgsType()
export class SearchesArgs extends PageArgs {
  @Field(() => String, { description: 'The first day (UTC), such as "2026-03-01".' })
  @Matches(DAY)
  from: string;

  @Field(() => String, { description: 'The last day, which is in it.' })
  @Matches(DAY)
  to: string;

  @Field(() => Boolean, { nullable: true, description: 'True for words that found nothing, by how often they did.' })
  @IsOptional()
  @IsBoolean()
  isInVainOnly?: boolean | null;
}

@ArgsType()
export class ForecastArgs {
  @Field(() => Int, { nullable: true, description: '1 to 100; 20 unless given.' })
  @IsOptional()
  @IsInt()
  first?: number | null;
}
