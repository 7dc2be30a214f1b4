import type { LoggerService } from '@nestjs/common';
import winston from 'winston';
import { currentRequest } from '../http/request-context.ts';
import { currentTraceparent, traceIdOf } from '../http/trace.ts';
import { currentServiceName } from '../run/service-scope.ts';
import { redact } from './redact.ts';

/** Where Nest tells of each module and route that it sets up: of interest to nobody who runs a shop. */
const NEST_SETUP = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'GraphQLModule',
]);

export type LogFormat = 'json' | 'readable';

/** Adds service, request id, trace id and user id to each line, and hides secrets and personal data in all of it. */
const context = winston.format((line) => {
  const request = currentRequest();
  line.service = currentServiceName();
  const traceId = traceIdOf(currentTraceparent() ?? '');
  if (traceId !== '') line.traceId = traceId;
  if (request) line.requestId = request.requestId;
  if (request?.identity) line.userId = request.identity.userId;
  return line;
});

const readable = winston.format.printf(({ timestamp, level, service, requestId, message, scope, error }) => {
  const time = String(timestamp).slice(11, 23);
  const request = typeof requestId === 'string' ? ` ${requestId.slice(-8)}` : '';
  const stack = (error as { stack?: string } | undefined)?.stack;
  return `${time} ${level.padEnd(5)} ${String(service).padEnd(13)}${request} ${typeof scope === 'string' ? `[${scope}] ` : ''}${String(message)}${stack ? `\n${stack}` : ''}`;
});

/** Nest's logger over Winston: one for the process, though each line names the service it belongs to. */
export class WinstonLogger implements LoggerService {
  private readonly winston: winston.Logger;

  constructor(options: { level: string; format: LogFormat; transport?: winston.transport }) {
    const output = options.format === 'json' ? winston.format.json() : readable;
    this.winston = winston.createLogger({
      level: options.level,
      format: winston.format.combine(winston.format.timestamp(), context(), output),
      transports: [options.transport ?? new winston.transports.Console({ stderrLevels: ['error'] })],
    });
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('silly', message, rest);
  }

  /** Nest passes the logger's name as the last argument, and facts or a stack before it. */
  private write(level: string, message: unknown, rest: unknown[]): void {
    const last = rest.at(-1);
    const scope = typeof last === 'string' ? last : undefined;
    const facts = rest.find((entry) => typeof entry === 'object' && entry !== null);
    const error = message instanceof Error ? { error: redact(message) } : {};
    const text = message instanceof Error ? message.message : message;
    const safe = redact(text);
    this.winston.log({
      level: level === 'info' && NEST_SETUP.has(scope ?? '') ? 'debug' : level,
      message: typeof safe === 'string' ? safe : JSON.stringify(safe),
      scope,
      ...(redact(facts) as object | undefined),
      ...error,
    });
  }
}
