import { Injectable, Logger } from '@nestjs/common';
import { FileStore, jsonOf, type Person, PersonalData } from '@tovar/platform';
import { type DataRequest, exportPath, UNAVAILABLE } from '../../domain/data-request.ts';
import { PersonKeepers } from '../../domain/person-keepers.ts';
import { DataRequests } from '../../queries/data-requests.ts';
import { type RequestJob, RequestProgress } from './request-progress.ts';

/**
 * Writes one file of all that the services keep of a person; no part of it is ever held whole. A service that is down or breaks
 * off is asked again later, with all others: what a file says is of one time. Safe to repeat.
 */
@Injectable()
export class ExportPerson {
  private readonly logger = new Logger('ExportPerson');

  constructor(
    private readonly requests: DataRequests,
    private readonly progress: RequestProgress,
    private readonly keepers: PersonKeepers,
    private readonly own: PersonalData,
    private readonly files: FileStore,
  ) {}

  async execute(job: RequestJob): Promise<void> {
    const request = await this.requests.find(job.requestId);
    if (request?.status !== 'RUNNING') return;
    const person = await this.progress.personOf(request);
    if (!person) return this.expire(request.id);
    try {
      const bytes = this.fileOf(request, person);
      await this.files.write(exportPath(request.id), { contentType: 'application/json', bytes });
    } catch (error) {
      this.logger.warn(`The export ${request.id} is tried again: ${(error as Error).message}`);
      return this.progress.comeBack('accounts.export-person', job);
    }
    await this.progress.ready(request);
  }

  /** Takes the file away when its time is over, or when the person is gone. */
  async expire(requestId: string): Promise<void> {
    await this.files.remove(exportPath(requestId));
    await this.progress.expired(requestId);
  }

  private async *fileOf(request: DataRequest, person: Person): AsyncGenerator<Uint8Array> {
    const encoder = new TextEncoder();
    yield encoder.encode(`{"exportedAt":${JSON.stringify(new Date())}`);
    for (const { service } of request.parts) {
      yield encoder.encode(`,\n${JSON.stringify(service)}:`);
      try {
        for await (const chunk of await this.partOf(service, person))
          yield typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
      } catch (error) {
        await this.progress.note(request, service, UNAVAILABLE);
        throw error;
      }
      await this.progress.note(request, service, null);
    }
    yield encoder.encode('}\n');
  }

  private async partOf(service: string, person: Person): Promise<AsyncIterable<string | Uint8Array>> {
    return service === 'accounts' ? jsonOf(this.own.sections(person)) : this.keepers.export(service, person);
  }
}
