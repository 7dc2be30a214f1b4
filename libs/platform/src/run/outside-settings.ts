import { z } from 'zod';
import { isWellKnown } from '../config/weak-secrets.ts';

const url = (protocols: RegExp) => z.url({ protocol: protocols });

/** Where files are kept and who delivers mails, when that is not this process and its disk. */
export const outsideVariables = {
  FILES_S3_URL: url(/^https?$/)
    .optional()
    .describe(
      'the bucket for files, in the path: https://s3.example.org/my-shop; default: the folder files in DATA_DIR',
    ),
  FILES_S3_REGION: z.string().default('us-east-1').describe('the region that requests are signed for'),
  FILES_S3_KEY_ID: z.string().optional().describe('the access key with which the bucket is read and written'),
  FILES_S3_SECRET: z.string().optional().describe('its secret'),
  MAIL_SMTP_URL: url(/^smtps?$/)
    .optional()
    .describe(
      'the mail server: smtp://user@host:587 (STARTTLS) or smtps://user@host:465; default: a page shows the mails',
    ),
  MAIL_SMTP_SECRET: z.string().optional().describe('the password of its user'),
  MAIL_SMTP_ENCRYPTION: z
    .enum(['required', 'none'])
    .default('required')
    .describe('none: in clear, to a server on the same machine'),
  MAIL_FROM: z.string().min(3).default('Tovar <shop@example.org>').describe('who sends the mails'),
};

type Settings = z.output<z.ZodObject<typeof outsideVariables>>;

/** What is named only in half. */
export function outsideObjections({ FILES_S3_URL, FILES_S3_KEY_ID, FILES_S3_SECRET }: Settings): string[] {
  if (!FILES_S3_URL) return [];
  const missing = Object.entries({ FILES_S3_KEY_ID, FILES_S3_SECRET }).filter(([, value]) => !value);
  return missing.map(([name]) => `${name}: the bucket is opened by a key and its secret.`);
}

/** What production does not start with: files and mails that anybody on the way can read, or that nobody sends. */
export function outsideDangers(settings: Settings): string[] {
  const { FILES_S3_URL = '', FILES_S3_KEY_ID = '', MAIL_SMTP_URL, MAIL_SMTP_ENCRYPTION, MAIL_FROM } = settings;
  const problems: [boolean, string][] = [
    [FILES_S3_URL.startsWith('http:'), 'FILES_S3_URL: production needs https.'],
    [isWellKnown(FILES_S3_KEY_ID), 'FILES_S3_KEY_ID: it is a well-known value.'],
    [
      MAIL_SMTP_URL !== undefined && MAIL_SMTP_ENCRYPTION === 'none',
      'MAIL_SMTP_ENCRYPTION: production encrypts mails.',
    ],
    [MAIL_SMTP_URL !== undefined && /@example\.(org|com)/.test(MAIL_FROM), 'MAIL_FROM: name the address of your shop.'],
  ];
  return problems.filter(([isBad]) => isBad).map(([, problem]) => problem);
}
