import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accepts } from './accepts.ts';
import type { EngineRecipe } from './engine.ts';
import { freePorts } from './free-ports.ts';
import { pythonPrograms } from './python-programs.ts';

const AIOSMTPD = '1.4.6';

/** Where the server keeps what it took, one mail a line, oldest first: to, subject, text and message id as JSON. */
export const MAILS_FILE = 'mails.jsonl';

const SERVER = `
import json, ssl, sys, time
from email import message_from_bytes, policy
from aiosmtpd.controller import Controller

plain, encrypted, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]

class Keep:
    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=policy.default)
        if 'Refuse' in mail['subject']:
            return '451 Try again later'
        with open(folder + '/${MAILS_FILE}', 'a') as file:
            for to in envelope.rcpt_tos:
                entry = {'to': to, 'subject': mail['subject'], 'id': mail['message-id']}
                for kind, name in (('plain', 'text'), ('html', 'html')):
                    body = mail.get_body((kind,))
                    if body:
                        entry[name] = body.get_content().replace('\\r\\n', '\\n')
                file.write(json.dumps(entry) + '\\n')
        return '250 OK'

context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(folder + '/tls.crt', folder + '/tls.key')
options = {'hostname': '127.0.0.1', 'enable_SMTPUTF8': True}
Controller(Keep(), port=plain, **options).start()
Controller(Keep(), port=encrypted, tls_context=context, require_starttls=True, **options).start()
time.sleep(10 ** 8)
`;

/**
 * A mail server that takes every mail and sends none: aiosmtpd. It answers 451 to a subject with the word Refuse. Its address
 * says where its folder is, with mails and `ca.crt`, and on which port it takes mails after STARTTLS alone.
 */
export const smtp: EngineRecipe = {
  name: 'smtp',
  prepare: async ({ cache, folder }) => {
    const programs = await pythonPrograms('SMTP', [`aiosmtpd==${AIOSMTPD}`], join(cache, `aiosmtpd-${AIOSMTPD}`));
    const [port = 0, encrypted = 0] = await freePorts(2);
    const script = join(folder, 'server.py');
    await Promise.all([writeFile(script, SERVER), writeFile(join(folder, MAILS_FILE), ''), certify(folder)]);
    const places = new URLSearchParams({ folder, encrypted: String(encrypted) });
    return {
      url: `smtp://127.0.0.1:${port}?${places.toString()}`,
      programs: [{ command: join(programs, 'python'), args: [script, String(port), String(encrypted), folder] }],
      isReady: async () => (await accepts(port)) && (await accepts(encrypted)),
    };
  },
};

async function certify(folder: string): Promise<void> {
  // Every suite loads the engines, and this one's alone are certified.
  const { CertificateAuthority } = await import('../certificates/certificate-authority.ts');
  const validity = { from: Date.now(), days: 30 };
  const authority = await CertificateAuthority.create(validity);
  const { cert, key } = await authority.issue('localhost', validity);
  const files = { 'ca.crt': authority.files.cert, 'tls.crt': cert, 'tls.key': key };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text, { mode: 0o600 })));
}
