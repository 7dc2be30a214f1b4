import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { type Erasure, type Person, ServiceLink, ServiceUnavailable } from '@tovar/platform';
import { z } from 'zod';
import { PersonKeepers } from '../domain/person-keepers.ts';

const PATH = '/internal/personal-data';
/** Much to forget takes its time. */
const ERASE_WITHIN_MS = 60_000;
const erasure = z.object({ waitsFor: z.string().nullable() });

@Injectable()
export class LinkedPersonKeepers extends PersonKeepers {
  constructor(private readonly link: ServiceLink) {
    super();
  }

  async export(service: string, { userId, email }: Person): Promise<Readable> {
    const { status, stream } = await this.link.stream({
      service,
      method: 'POST',
      path: `${PATH}/exports`,
      headers: { 'content-type': 'application/json' },
      body: Readable.from([JSON.stringify({ userId, email })]),
    });
    if (status === 200) return stream;
    stream.destroy();
    throw new ServiceUnavailable(service);
  }

  async erase(service: string, { userId, email }: Person): Promise<Erasure> {
    const request = { service, method: 'POST', path: `${PATH}/erasures`, body: { userId, email } } as const;
    return erasure.parse(await this.link.json({ ...request, timeoutMs: ERASE_WITHIN_MS, isSafeToRepeat: true }));
  }
}
