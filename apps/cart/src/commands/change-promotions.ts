import { Injectable } from '@nestjs/common';
import { afterCommit, Database, NotFound, Outbox, VersionConflict } from '@tovar/platform';
import { v7 as uuidv7 } from 'uuid';
import { PromotionCodeTaken, PromotionLimitTooLow, PromotionUsed } from '../domain/promotion.errors.ts';
import { PromotionCodeEntity, PromotionEntity } from '../promotion.entity.ts';
import { PromotionList } from '../queries/promotion-list.ts';
import type { StoredPromotion } from '../queries/promotion-row.ts';
import { ShopRules } from '../shop-rules.ts';
import type { PromotionFields } from './promotion-input.ts';

const UNIQUE_VIOLATION = '23505';
const CHECK_VIOLATION = '23514';

/** A promotion that staff has seen. */
export interface PromotionTarget {
  readonly id: string;
  readonly expectedVersion: number;
}

/** Staff's promotions. Each change is told, so that every process prices by it from then on. */
@Injectable()
export class ChangePromotions {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly list: PromotionList,
    private readonly rules: ShopRules,
  ) {}

  /** Throws `PromotionCodeTaken`. */
  create(fields: PromotionFields): Promise<StoredPromotion> {
    const id = uuidv7();
    return this.write(id, async () => {
      await this.database.repository(PromotionEntity).insert({ id, ...columnsOf(fields) });
      await this.setCodes(id, fields.codes);
    });
  }

  /**
   * All of it is replaced, its uses stay. Throws `NotFound`, `VersionConflict`, `PromotionCodeTaken` and, for a limit below
   * what is used, `PromotionLimitTooLow`.
   */
  replace({ id, expectedVersion }: PromotionTarget, fields: PromotionFields): Promise<StoredPromotion> {
    return this.write(id, async () => {
      const changed = await this.change({ id, expectedVersion }, fields);
      if (!changed) await this.refuse(id);
      await this.database.repository(PromotionCodeEntity).delete({ promotionId: id });
      await this.setCodes(id, fields.codes);
    });
  }

  /** Throws `NotFound`, `VersionConflict`, and `PromotionUsed` for one that orders speak of. */
  async remove({ id, expectedVersion }: PromotionTarget): Promise<void> {
    await this.database.transaction(async () => {
      const removed = await this.database.prepared(REMOVE, [id, expectedVersion]);
      if (removed.length === 0) await this.refuse(id, expectedVersion);
      await this.tell(id);
    });
  }

  private async write(id: string, work: () => Promise<void>): Promise<StoredPromotion> {
    return this.database.transaction(async () => {
      await work();
      await this.tell(id);
      return this.list.get(id);
    });
  }

  private async change({ id, expectedVersion }: PromotionTarget, fields: PromotionFields): Promise<boolean> {
    const columns = { ...columnsOf(fields), version: expectedVersion + 1 };
    try {
      const promotions = this.database.repository(PromotionEntity);
      return (await promotions.update({ id, version: expectedVersion }, columns)).affected !== 0;
    } catch (error) {
      if (isRefusal(error, CHECK_VIOLATION)) throw new PromotionLimitTooLow(id, { cause: error });
      throw error;
    }
  }

  private async setCodes(promotionId: string, codes: readonly string[]): Promise<void> {
    const rows = codes.map((code) => ({ code, promotionId }));
    try {
      await this.database.repository(PromotionCodeEntity).insert(rows);
    } catch (error) {
      if (isRefusal(error, UNIQUE_VIOLATION)) throw new PromotionCodeTaken({ cause: error });
      throw error;
    }
  }

  private async tell(promotionId: string): Promise<void> {
    const event = { type: 'promotion.changed.v1', subject: promotionId, data: { promotionId } };
    await this.outbox.add({ events: [event] }, this.database);
    afterCommit(() => this.rules.outdate());
  }

  private async refuse(id: string, expectedVersion?: number): Promise<never> {
    const found = await this.database.repository(PromotionEntity).findOneBy({ id });
    if (!found) throw new NotFound('The promotion');
    if (found.version === expectedVersion) throw new PromotionUsed(id);
    throw new VersionConflict('The promotion', found.version);
  }
}

function isRefusal(error: unknown, code: string): boolean {
  return (error as { code?: unknown }).code === code;
}

function columnsOf({ name, codes: _codes, ...fields }: PromotionFields) {
  return { ...fields, nameEn: name.en, nameRu: name.ru };
}

const REMOVE = {
  name: 'change-promotions.remove',
  text: `DELETE FROM promotion p WHERE id = $1 AND version = $2
            AND NOT EXISTS (SELECT FROM promotion_use WHERE promotion_id = p.id)
         RETURNING id`,
};
