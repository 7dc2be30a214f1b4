import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentIdentity, encodeCursor, type Identity, RequiresScopes } from '@tovar/platform';
import { PageArgs, Parsed, refusalsAsData } from '@tovar/platform/graphql';
import { rebuildInput, type RebuildInput, RequestRebuild } from '../commands/request-rebuild.ts';
import { REBUILDS } from '../domain/reading.ts';
import { rebuildKeyOf, Rebuilds } from '../queries/rebuilds.ts';
import { AnalyticsRebuildConnection, RebuildAnalyticsInput, RebuildAnalyticsPayload } from './rebuild.types.ts';

const REFUSALS = { RebuildUnderWay: 'PlainUserError' };

/** Staff has everything counted anew, and looks how far that is. */
@Resolver()
export class RebuildsResolver {
  constructor(
    private readonly rebuilds: Rebuilds,
    private readonly request: RequestRebuild,
  ) {}

  @RequiresScopes(REBUILDS)
  @Query(() => AnalyticsRebuildConnection, { description: 'Rebuilds of the projections, the newest first.' })
  async analyticsRebuilds(@Args() { first, after }: PageArgs): Promise<AnalyticsRebuildConnection> {
    const page = await this.rebuilds.page(first, after);
    const edges = page.items.map((node) => ({ node, cursor: encodeCursor(rebuildKeyOf(node)) }));
    return { edges, pageInfo: { hasNextPage: page.hasNext, endCursor: page.endCursor } };
  }

  @RequiresScopes(REBUILDS)
  @Mutation(() => RebuildAnalyticsPayload, {
    description: 'Counts everything anew from the log, beside what is read meanwhile, and puts it in its place.',
  })
  async rebuildAnalytics(
    @Args('input', { type: () => RebuildAnalyticsInput }, new Parsed(rebuildInput)) { reason }: RebuildInput,
    @CurrentIdentity() { userId: staffId }: Identity,
  ): Promise<RebuildAnalyticsPayload> {
    const { result, errors } = await refusalsAsData(() => this.request.execute({ staffId, reason }), REFUSALS);
    return { rebuild: result === undefined ? null : await this.rebuilds.get(result), errors };
  }
}
