import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { accepts } from './accepts.ts';
import type { EngineRecipe } from './engine.ts';
import { freePorts } from './free-ports.ts';
import { pythonPrograms } from './python-programs.ts';

const MOTO = '5.2.5';
const BUCKET = 'tovar';
const SERVER = 'import sys; from moto.server import main; main(sys.argv[1:])';

/** A store that speaks the API of S3 and keeps everything in memory: moto. Any key opens it. */
export const s3: EngineRecipe = {
  name: 's3',
  prepare: async ({ cache }) => {
    const programs = await pythonPrograms('S3', [`moto[server,s3]==${MOTO}`], join(cache, `moto-${MOTO}`));
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}/${BUCKET}`;
    return {
      url,
      programs: [{ command: join(programs, 'python'), args: ['-c', SERVER, '-H', '127.0.0.1', '-p', String(port)] }],
      isReady: async () => (await accepts(port)) && makeBucket(url),
    };
  },
};

async function makeBucket(url: string): Promise<boolean> {
  const client = new AwsClient({ accessKeyId: 'any', secretAccessKey: 'any', service: 's3', region: 'us-east-1' });
  const { ok, status } = await client.fetch(url, { method: 'PUT' });
  return ok || status === 409;
}
