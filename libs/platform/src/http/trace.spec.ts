import { AnswerSharing } from './answer-sharing.ts';
import { inRequest } from './request-context.ts';
import { currentTraceparent, inTrace, nextTraceparent, traceIdOf } from './trace.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = `00-${TRACE}-00f067aa0ba902b7-01`;

describe('a trace', () => {
  it("goes on with the caller's id under a new span", () => {
    const next = nextTraceparent(PARENT);
    expect(next).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    expect(next).not.toBe(PARENT);
  });

  it.each([
    undefined,
    '',
    'garbage',
    `01-${TRACE}-00f067aa0ba902b7-01`,
    PARENT.toUpperCase(),
    `${PARENT}-more`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}-00f067aa0ba902b7-01\r\nx-tovar-caller: gateway`,
  ])('begins anew when the caller has none that is valid: %j', (parent) => {
    const next = nextTraceparent(parent);
    expect(next).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(next).not.toContain(TRACE);
  });

  it('begins another one each time', () => {
    expect(nextTraceparent()).not.toBe(nextTraceparent());
  });

  it('has an id, or none when it is not valid', () => {
    expect(traceIdOf(PARENT)).toBe(TRACE);
    expect(traceIdOf('garbage')).toBe('');
  });

  it("is the request's, or that of the message or job in hand, or none", () => {
    const request = {
      requestId: 'a',
      traceparent: PARENT,
      deadlineAt: 0,
      clientIp: '',
      statements: 0,
      sharing: new AnswerSharing(),
    };
    expect(currentTraceparent()).toBeUndefined();
    expect(inTrace('of a job', currentTraceparent)).toBe('of a job');
    expect(inTrace('of a job', () => inRequest(request, currentTraceparent))).toBe(PARENT);
  });
});
