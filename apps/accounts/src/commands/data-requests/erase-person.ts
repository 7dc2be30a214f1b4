import { Injectable, Logger } from '@nestjs/common';
import { FileStore, type Person, PersonalData } from '@tovar/platform';
import { type DataRequest, exportPath, UNAVAILABLE } from '../../domain/data-request.ts';
import { PersonKeepers } from '../../domain/person-keepers.ts';
import { DataRequests } from '../../queries/data-requests.ts';
import { type RequestJob, RequestProgress } from './request-progress.ts';

/**
 * Has every service forget a person, each for itself, and comes back to those that are down or have to wait. The account goes
 * last, so that until then it is known whom the others have to forget. Safe to repeat.
 */
@Injectable()
export class ErasePerson {
  private readonly logger = new Logger('ErasePerson');

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
    if (!person) return this.progress.erased(request);
    const left = request.parts.filter(({ service, isDone }) => service !== 'accounts' && !isDone);
    const waiting = [];
    for (const { service } of left) waiting.push(await this.askToForget(service, person, request));
    if (waiting.some(Boolean)) return this.progress.comeBack('accounts.erase-person', job);
    await this.removeExports(person);
    await this.own.erase(person);
    await this.progress.erased(request);
  }

  /** Returns what it waits for. */
  private async askToForget(service: string, person: Person, request: DataRequest): Promise<string | null> {
    const { waitsFor } = await this.keepers.erase(service, person).catch((error: Error) => {
      this.logger.warn(`${service} has not forgotten user ${person.userId} yet: ${error.message}`);
      return { waitsFor: UNAVAILABLE };
    });
    await this.progress.note(request, service, waitsFor);
    return waitsFor;
  }

  private async removeExports({ userId }: Person): Promise<void> {
    const exported = await this.progress.expireExports(userId);
    await Promise.all(exported.map((id) => this.files.remove(exportPath(id))));
  }
}
