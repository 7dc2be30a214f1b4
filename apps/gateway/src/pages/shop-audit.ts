import { Injectable } from '@nestjs/common';
import { type InvariantReport, ServiceLink, ServiceRefused } from '@tovar/platform';
import { ServiceDocuments } from '../service-documents.ts';

/** How an invariant stands, as its service says. */
export interface AuditedInvariant {
  readonly service: string;
  readonly invariant: string;
  /** RFC 3339; null before the first round. */
  readonly checkedAt: string | null;
  /** Ever; one is not forgotten when its cause is mended. */
  readonly findings: number;
}

/** What a round on demand saw, over all services. */
export interface ShopAuditReport {
  readonly invariants: readonly (InvariantReport & { readonly service: string })[];
}

export interface AuditRoundRequest {
  readonly scope: 'new' | 'everything';
  /** True when nothing is under way any more, so that what takes its time must be over now, too. */
  readonly isQuiet: boolean;
}

const ROUND_WITHIN_MS = 60_000;

/** What the services' auditors found. */
@Injectable()
export class ShopAudit {
  constructor(
    private readonly documents: ServiceDocuments,
    private readonly link: ServiceLink,
  ) {}

  /** Of those services that answer within `timeoutMs`. */
  async status(timeoutMs: number): Promise<readonly AuditedInvariant[]> {
    const asked = this.documents.services.map(async (service) => {
      const answer = this.link.json<{ invariants: Omit<AuditedInvariant, 'service'>[] }>({
        service,
        method: 'GET',
        path: '/internal/audit',
        timeoutMs,
        isSafeToRepeat: false,
      });
      const { invariants } = await answer.catch(() => ({ invariants: [] }));
      return invariants.map((invariant) => ({ service, ...invariant }));
    });
    return (await Promise.all(asked)).flat();
  }

  /** One round of every service's auditor, now, one service after the other. Throws when one does not answer. */
  async round(request: AuditRoundRequest): Promise<ShopAuditReport> {
    const reports: ShopAuditReport['invariants'][number][] = [];
    for (const service of this.documents.services) {
      const { invariants } = await this.roundOf(service, request);
      reports.push(...invariants.map((invariant) => ({ service, ...invariant })));
    }
    return { invariants: reports };
  }

  /** A service without a database has no auditor. */
  private async roundOf(service: string, body: AuditRoundRequest): Promise<{ invariants: InvariantReport[] }> {
    const path = '/internal/audit/rounds';
    const asking = this.link.json<{ invariants: InvariantReport[] }>({
      service,
      method: 'POST',
      path,
      body,
      timeoutMs: ROUND_WITHIN_MS,
    });
    return asking.catch((error: unknown) => {
      if (error instanceof ServiceRefused && error.status === 404) return { invariants: [] };
      throw error;
    });
  }
}
