import { Injectable } from '@nestjs/common';
import { SqlDatabase } from '../database/sql-database.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { Invariant, Violation } from './invariant.ts';

/** The message that a violated invariant is told by. */
export const INVARIANT_VIOLATED = 'invariant.violated.v1';

/** What is known of one invariant. */
export interface InvariantStatus {
  readonly invariant: string;
  /** When its last round began; null before the first. */
  readonly checkedAt: Date | null;
  readonly findings: number;
}

/** What the auditor remembers, in the service's own schema. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly database: SqlDatabase,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Begins a round unless another process began one less than `everyMs` ago; answers where it goes on. Two rounds at once
   * would do no harm, they would only look twice.
   */
  async begin({ key }: Invariant, everyMs: number): Promise<{ from?: string } | undefined> {
    const rows = await this.database.query<{ reached: string | null }>(
      `INSERT INTO audit_progress AS progress (invariant, begun_at) VALUES ($1, now())
       ON CONFLICT (invariant) DO UPDATE SET begun_at = now()
         WHERE progress.begun_at <= now() - $2::double precision * interval '1 millisecond'
       RETURNING reached`,
      [key, everyMs],
    );
    return rows[0] && { from: rows[0].reached ?? undefined };
  }

  async reach({ key }: Invariant, reached: string): Promise<void> {
    await this.database.query('UPDATE audit_progress SET reached = $2 WHERE invariant = $1', [key, reached]);
  }

  /** Stores the violations and tells those that are new; returns the new ones. */
  async find(invariant: Invariant, violations: readonly Violation[]): Promise<readonly Violation[]> {
    if (violations.length === 0) return [];
    return this.database.transaction(async () => {
      const fresh = await this.database.query<Violation & Record<string, unknown>>(
        `INSERT INTO audit_finding (invariant, subject, problem)
         SELECT DISTINCT $1, found.subject, found.problem
           FROM jsonb_to_recordset($2::jsonb) AS found(subject text, problem text)
         ON CONFLICT DO NOTHING RETURNING subject, problem`,
        [invariant.key, JSON.stringify(violations)],
      );
      const { id, promise } = invariant;
      const events = fresh.map(({ subject, problem }) => ({
        type: INVARIANT_VIOLATED,
        subject,
        data: { invariant: id, promise, subject, problem },
      }));
      await this.outbox.add({ events }, this.database);
      return fresh;
    });
  }

  /** Each invariant that was ever looked at. */
  async status(): Promise<readonly InvariantStatus[]> {
    return this.database.query<InvariantStatus & Record<string, unknown>>(
      `SELECT progress.invariant, progress.begun_at AS "checkedAt", count(finding.subject)::integer AS findings
         FROM audit_progress progress LEFT JOIN audit_finding finding USING (invariant)
        GROUP BY progress.invariant ORDER BY progress.invariant`,
    );
  }
}
