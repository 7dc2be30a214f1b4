import { z } from 'zod';
import { countRecorder } from './in-span.ts';
import type { SpanRecorder } from './span.ts';

/** Where traces go. The names are OpenTelemetry's own. */
export const tracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('a collector of traces, as `http://host:4318`; default: none are recorded'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('which part of all traces is recorded, from 0 to 1'),
};

/** A recorder in use, and how that ends. */
export interface OpenRecorder {
  readonly recorder: SpanRecorder;
  close(): Promise<void>;
}

/** Undefined unless a collector is named: whoever names none does not even load what would send to it. */
export async function openRecorder(
  settings: z.output<z.ZodObject<typeof tracingVariables>>,
): Promise<OpenRecorder | undefined> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: share } = settings;
  if (endpoint === undefined) return undefined;
  const { OtlpSpanRecorder } = await import('./otlp-span-recorder.ts');
  const recorder = new OtlpSpanRecorder({ endpoint, share });
  const discount = countRecorder();
  return {
    recorder,
    close: async () => {
      discount();
      await recorder.close();
    },
  };
}
