import type { Database, PreparedStatement } from '@tovar/platform';
import type { EntityMetadata, ObjectLiteral } from 'typeorm';
import { HISTORY } from './order.sql.ts';
import { OrderEntity, OrderLineEntity, OrderPlacementEntity } from './order.entity.ts';

/** An order, its lines, what was agreed on and what is noted of it, written by one statement. */
export class AddOrder {
  readonly statement: PreparedStatement;
  private readonly order: EntityMetadata;
  private readonly line: EntityMetadata;
  private readonly placement: EntityMetadata;

  constructor(database: Database) {
    this.order = database.repository(OrderEntity).metadata;
    this.line = database.repository(OrderLineEntity).metadata;
    this.placement = database.repository(OrderPlacementEntity).metadata;
    this.statement = {
      name: 'orders.add',
      text: `
        WITH noted AS (${HISTORY}), line AS (${insertOf(this.line, '$3')}), placement AS (${insertOf(this.placement, '$4')})
        ${insertOf(this.order, '$2')}`,
    };
  }

  /** What the statement takes behind the history. */
  values(order: OrderEntity, lines: readonly OrderLineEntity[], placement: OrderPlacementEntity): string[] {
    return [rowsOf(this.order, [order]), rowsOf(this.line, lines), rowsOf(this.placement, [placement])];
  }
}

function insertOf({ columns, tableName }: EntityMetadata, rows: string): string {
  const names = columns.map(({ databaseName }) => databaseName).join(', ');
  return `INSERT INTO ${tableName} (${names}) SELECT ${names} FROM json_populate_recordset(NULL::${tableName}, ${rows}::json)`;
}

function rowsOf({ columns }: EntityMetadata, entities: readonly ObjectLiteral[]): string {
  const toRow = (entity: ObjectLiteral): object =>
    Object.fromEntries(columns.map((column) => [column.databaseName, column.getEntityValue(entity, true)]));
  return JSON.stringify(entities.map(toRow));
}
