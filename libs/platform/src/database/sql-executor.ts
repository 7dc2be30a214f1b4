/** The least that a transaction must offer: TypeORM's and Prisma's both fit behind it. */
export interface SqlExecutor {
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}
