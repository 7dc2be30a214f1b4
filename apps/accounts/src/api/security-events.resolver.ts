import { Args, Query, Resolver } from '@nestjs/graphql';
import { Authenticated, CurrentIdentity, type Identity, RequiresScopes } from '@tovar/platform';
import { PageArgs } from '@tovar/platform/graphql';
import { AuditTrail } from '../queries/audit-trail.ts';
import {
  asOwnerSees,
  AuditTrailArgs,
  AuditTrailConnection,
  SecurityEventConnection,
  SecurityEventType,
  toAuditEntry,
  toEntryConnection,
} from './security-event.types.ts';

@Resolver(() => SecurityEventType)
export class SecurityEventsResolver {
  constructor(private readonly trail: AuditTrail) {}

  @Authenticated()
  @Query(() => SecurityEventConnection, { description: 'What happened to the own account, the newest first.' })
  async securityEvents(
    @Args() { first, after }: PageArgs,
    @CurrentIdentity() { userId }: Identity,
  ): Promise<SecurityEventConnection> {
    const found = await this.trail.find({ userId, first, after });
    return toEntryConnection(found, (entry) => asOwnerSees(userId, entry));
  }

  @RequiresScopes('accounts:manage:any')
  @Query(() => AuditTrailConnection, {
    description: 'What happened to accounts, the newest first; conditions narrow each other.',
  })
  async auditTrail(@Args() args: AuditTrailArgs): Promise<AuditTrailConnection> {
    return toEntryConnection(await this.trail.find(args), toAuditEntry);
  }
}
