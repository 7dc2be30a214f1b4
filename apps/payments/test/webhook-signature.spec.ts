import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { SigningCertificates } from '../src/adapters/paypal/signing-certificates.ts';
import { WebhookSignature } from '../src/adapters/paypal/webhook-signature.ts';
import { UnknownOutcome, WebhookRejected } from '../src/domain/payment.errors.ts';
import { collidingText } from './crc-collision.ts';
import { ScriptedServer } from './scripted-server.ts';
import { asNodeCertificate, makeSigner, signedHeaders, type Signer, type Transmission } from './signing-authority.ts';

const SIGNER = 'messageverificationcerts.paypal.com';
const WEBHOOK_ID = '8PT597110X687430LKGECATA';
const PATH = '/v1/notifications/certs/CERT-1';
const body = Buffer.from('{"id":"WH-1","event_type":"PAYMENT.CAPTURE.COMPLETED"}');

describe('the signature of a webhook', () => {
  let server: ScriptedServer;
  let root: Signer;
  let leaf: Signer;
  let served: string;

  beforeAll(async () => {
    server = await ScriptedServer.start((_request, response) => response.writeHead(200).end(served));
    root = await makeSigner({ name: 'Root', isAuthority: true });
    leaf = await makeSigner({ name: SIGNER, issuer: root });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    served = leaf.pem;
    server.next();
  });

  const environment = (certificates: string[]) => ({
    api: server.url,
    buyerPages: [],
    certificates,
    signer: SIGNER,
    authorities: () => [asNodeCertificate(root)],
  });
  const verifier = (webhookId: string | undefined = WEBHOOK_ID, certificates = [server.url]) =>
    new WebhookSignature(new SigningCertificates(environment(certificates)), webhookId);
  const transmission = (changes: Partial<Transmission> = {}): Transmission => ({
    id: randomUUID(),
    time: `${new Date().toISOString().slice(0, 19)}Z`,
    webhookId: WEBHOOK_ID,
    body,
    certUrl: server.url + PATH,
    ...changes,
  });
  const headersFor = (changes: Partial<Transmission> = {}, signer = leaf) =>
    signedHeaders(signer, transmission(changes));

  it('is accepted from PayPal, and names the transmission', async () => {
    const id = randomUUID();
    await expect(verifier().verify({ headers: await headersFor({ id }), body })).resolves.toBe(id);
  });

  it('is accepted through an intermediate certificate', async () => {
    const middle = await makeSigner({ name: 'Middle', issuer: root, isAuthority: true });
    const below = await makeSigner({ name: SIGNER, issuer: middle });
    served = `${below.pem}\n${middle.pem}`;
    await expect(verifier().verify({ headers: await headersFor({}, below), body })).resolves.toBeDefined();
  });

  it('needs its certificate to be fetched once', async () => {
    const signature = verifier();
    await signature.verify({ headers: await headersFor(), body });
    await signature.verify({ headers: await headersFor(), body });
    expect(server.heardOn(PATH)).toHaveLength(1);
  });

  it.each([
    ['', 0],
    ['{"id":"WH-1"}', 838_965_618],
    ['Привет', 2_833_953_177],
    ['{"a":1}', 1_444_654_255],
  ])('covers the checksum as an unsigned number: %s', (text, checksum) => {
    expect(crc32(Buffer.from(text))).toBe(checksum);
  });

  it.each([
    'paypal-transmission-id',
    'paypal-transmission-time',
    'paypal-transmission-sig',
    'paypal-cert-url',
    'paypal-auth-algo',
  ])('[PAY-01] is refused without %s', async (name) => {
    const { [name]: _missing, ...headers } = await headersFor();
    await expect(verifier().verify({ headers, body })).rejects.toThrow(WebhookRejected);
  });

  it.each([
    ['another body', async () => ({ headers: await headersFor(), body: Buffer.from('{"id":"WH-2"}') })],
    ['another webhook id', async () => ({ headers: await headersFor({ webhookId: 'WEBHOOK_ID' }), body })],
    ['another algorithm', async () => ({ headers: { ...(await headersFor()), 'paypal-auth-algo': 'none' }, body })],
    ['an empty signature', async () => ({ headers: { ...(await headersFor()), 'paypal-transmission-sig': '' }, body })],
    [
      'a made-up signature',
      async () => ({ headers: { ...(await headersFor()), 'paypal-transmission-sig': 'AAAA' }, body }),
    ],
    [
      'another transmission',
      async () => ({ headers: { ...(await headersFor()), 'paypal-transmission-id': randomUUID() }, body }),
    ],
    [
      'a time long ago',
      async () => ({ headers: await headersFor({ time: new Date(Date.now() - 4 * 86_400_000).toISOString() }), body }),
    ],
    [
      'a time to come',
      async () => ({ headers: await headersFor({ time: new Date(Date.now() + 600_000).toISOString() }), body }),
    ],
  ])('[PAY-01] is refused for %s', async (_what, forged) => {
    await expect(verifier().verify(await forged())).rejects.toThrow(WebhookRejected);
  });

  it('[PAY-01] is refused when no webhook id is configured', async () => {
    const signature = new WebhookSignature(new SigningCertificates(environment([server.url])), undefined);
    await expect(signature.verify({ headers: await headersFor(), body })).rejects.toThrow(WebhookRejected);
  });

  it.each([
    [
      'of an authority that nobody knows',
      async () => makeSigner({ name: SIGNER, issuer: await makeSigner({ name: 'Root', isAuthority: true }) }),
    ],
    ['signed by itself', () => makeSigner({ name: SIGNER })],
    ['for another name', () => makeSigner({ name: 'www.paypal.com', issuer: root })],
    ['that has ended', () => makeSigner({ name: SIGNER, issuer: root, from: -2, until: -1 })],
    ['that has not begun', () => makeSigner({ name: SIGNER, issuer: root, from: 1, until: 2 })],
    ['of an authority', () => makeSigner({ name: SIGNER, issuer: root, isAuthority: true })],
    ['issued by one that is no authority', async () => makeSigner({ name: SIGNER, issuer: leaf })],
  ])('[PAY-01] is refused with a certificate %s', async (_what, make) => {
    const signer = await make();
    served = `${signer.pem}\n${leaf.pem}`;
    await expect(verifier().verify({ headers: await headersFor({}, signer), body })).rejects.toThrow(WebhookRejected);
  });

  it.each([
    'https://api.paypal.com.evil.test/v1/notifications/certs/CERT-1',
    'https://evil.test/v1/notifications/certs/CERT-1',
    'https://api.paypal.com@evil.test/v1/notifications/certs/CERT-1',
    'http://api.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.paypal.com:8443/v1/notifications/certs/CERT-1',
    'https://api.paypal.com/v1/notifications/certs/CERT-1?x=1',
    'https://api.paypal.com/v1/notifications/certs/../../oauth2/CERT-1',
    'https://api.paypal.com/redirect?to=CERT-1',
    'file:///etc/passwd',
    'http://169.254.169.254/v1/notifications/certs/CERT-1',
    '',
  ])('[PAY-07] never fetches a certificate from %s', async (certUrl) => {
    const signature = verifier(WEBHOOK_ID, ['https://api.paypal.com']);
    await expect(signature.verify({ headers: await headersFor({ certUrl }), body })).rejects.toThrow(WebhookRejected);
    expect(server.heard).toEqual([]);
  });

  it('[PAY-07] is refused when the certificate is a redirect', async () => {
    server.next((_request, response) => response.writeHead(302, { location: `${server.url}/elsewhere` }).end());
    await expect(verifier().verify({ headers: await headersFor(), body })).rejects.toThrow(WebhookRejected);
    expect(server.heardOn('/elsewhere')).toEqual([]);
  });

  it('is left open while the certificate is out of reach, so that PayPal sends again', async () => {
    server.next((_request, response) => response.writeHead(503).end());
    await expect(verifier().verify({ headers: await headersFor(), body })).rejects.toThrow(UnknownOutcome);
  });

  it('[PAY-02] fits another body with the same checksum, so it proves nothing about the body', async () => {
    const other = collidingText(body, (padding) => `{"id":"WH-2","amount":"9999.00","padding":"${padding}"}`);
    expect(other.equals(body)).toBe(false);
    await expect(verifier().verify({ headers: await headersFor(), body: other })).resolves.toBeDefined();
  });
});
