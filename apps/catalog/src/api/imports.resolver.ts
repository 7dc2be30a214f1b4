import { Args, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { id } from '@tovar/contracts';
import { CurrentIdentity, type Identity, RequiresScopes } from '@tovar/platform';
import { Parsed, refusalsAsData, type UserError } from '@tovar/platform/graphql';
import { z } from 'zod';
import { CancelImport } from '../commands/cancel-import.ts';
import { importOptions, StartImport } from '../commands/start-import.ts';
import type { Import, RowError } from '../domain/import/import.ts';
import { ImportDetails } from '../queries/import-details.ts';
import { ImportErrors } from '../queries/import-errors.ts';
import { type Connection, toConnection } from './connection.ts';
import { importerOf } from './imports.controller.ts';
import { type ImportView, toImportView } from './import.view.ts';

const start = importOptions.extend({ fileOf: id });
type Start = z.output<typeof start>;
const cancellation = z.strictObject({ id });
type Cancellation = z.output<typeof cancellation>;

/** Refusals that are answered as data, with the GraphQL type of each. */
const REFUSALS = { ImportEnded: 'PlainUserError', ImportFileGone: 'PlainUserError' };

@Resolver('CatalogImport')
export class ImportsResolver {
  constructor(
    private readonly imports: StartImport,
    private readonly cancellations: CancelImport,
    private readonly details: ImportDetails,
    private readonly problems: ImportErrors,
  ) {}

  @RequiresScopes('catalog:write:any')
  @Query()
  async catalogImport(@Args('id', new Parsed(id)) importId: string): Promise<ImportView> {
    return toImportView(await this.details.byId(importId));
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  startImport(
    @Args('input', new Parsed(start)) { fileOf, ...options }: Start,
    @CurrentIdentity() identity: Identity,
  ): Promise<ImportPayload> {
    return answer(() => this.imports.repeat(fileOf, options, importerOf(identity)));
  }

  @RequiresScopes('catalog:write:any')
  @Mutation()
  cancelImport(@Args('input', new Parsed(cancellation)) { id: importId }: Cancellation): Promise<ImportPayload> {
    return answer(() => this.cancellations.execute({ importId }));
  }

  @ResolveField()
  async errors(
    { id: importId }: ImportView,
    question: { first?: number | null; after?: string | null },
  ): Promise<Connection<RowError>> {
    return toConnection(await this.problems.page(importId, question));
  }
}

interface ImportPayload {
  readonly catalogImport?: ImportView;
  readonly errors: readonly UserError[];
}

async function answer(change: () => Promise<Import>): Promise<ImportPayload> {
  const { result, errors } = await refusalsAsData(change, REFUSALS);
  return { catalogImport: result && toImportView(result), errors };
}
