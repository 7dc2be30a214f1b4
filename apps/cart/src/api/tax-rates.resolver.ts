import { Args, Field, InputType, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { encodeCursor, RequiresScopes } from '@tovar/platform';
import { DateTimeScalar, PageInfo, Parsed } from '@tovar/platform/graphql';
import { SetTaxRate, type TaxRate, taxRateFields } from '../commands/set-tax-rate.ts';
import { TaxRateList } from '../queries/tax-rate-list.ts';
import { TaxCategoryEnum } from './priced-parts.graphql.ts';

@ObjectType('TaxRate', { description: 'What a country takes of a category from a moment on.' })
export class TaxRateType {
  @Field({ description: 'ISO 3166-1, two letters.' })
  country: string;

  @Field(() => TaxCategoryEnum, { description: 'What a thing is for the taxman.' })
  category: string;

  @Field(() => Int, { description: '1900 is 19 %.' })
  basisPoints: number;

  @Field(() => DateTimeScalar, { description: 'From when on.' })
  validFrom: Date;
}

@InputType({ description: 'What a country takes of a category from a moment on.' })
export class TaxRateInput {
  @Field({ description: 'ISO 3166-1, two letters.' })
  country: string;

  @Field(() => TaxCategoryEnum, { description: 'What a thing is for the taxman.' })
  category: string;

  @Field(() => Int, { description: '0 to 10000, which is 100 %.' })
  basisPoints: number;

  @Field(() => DateTimeScalar, { description: 'From when on; an entry of the same moment is corrected.' })
  validFrom: Date;
}

@ObjectType({ description: 'A tax rate in its list.' })
export class TaxRateEdge {
  @Field({ description: 'Pass it as "after" to go on behind it.' })
  cursor: string;

  @Field(() => TaxRateType, { description: 'The rate.' })
  node: TaxRateType;
}

@ObjectType({ description: 'Tax rates, by country and category, the latest beginning first.' })
export class TaxRateConnection {
  @Field(() => [TaxRateEdge], { description: 'In order.' })
  edges: TaxRateEdge[];

  @Field(() => PageInfo, { description: 'Whether there are more.' })
  pageInfo: PageInfo;
}

@Resolver(() => TaxRateType)
export class TaxRatesResolver {
  constructor(
    private readonly list: TaxRateList,
    private readonly setting: SetTaxRate,
  ) {}

  @RequiresScopes('promotions:read:any')
  @Query(() => TaxRateConnection, { description: 'All tax rates, past and coming ones too.' })
  async taxRates(
    @Args('first', { type: () => Int, nullable: true, description: '1 to 100; 20 unless given.' }) first?:
      | number
      | null,
    @Args('after', { type: () => String, nullable: true, description: 'A cursor of this list.' }) after?: string | null,
  ): Promise<TaxRateConnection> {
    const { items, hasNext, endCursor } = await this.list.page({ first, after });
    const cursorOf = (rate: TaxRate): string =>
      encodeCursor([rate.country, rate.category, rate.validFrom.toISOString()]);
    const edges = items.map((node) => ({ cursor: cursorOf(node), node }));
    return { edges, pageInfo: { hasNextPage: hasNext, endCursor } };
  }

  @RequiresScopes('promotions:write:any')
  @Mutation(() => TaxRateType, { description: 'Sets the rate of a country and a category from a moment on.' })
  setTaxRate(
    @Args('input', { type: () => TaxRateInput }, new Parsed(taxRateFields)) input: TaxRate,
  ): Promise<TaxRateType> {
    return this.setting.execute(input);
  }
}
