/** One object of Kubernetes. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: object;
}

/** By what the pods of a service are found. */
export function labelsOf(service: string): Record<string, string> {
  return { 'app.kubernetes.io/part-of': 'tovar', 'app.kubernetes.io/name': service };
}

export function metadataOf(service: string): Manifest['metadata'] {
  return { name: service, labels: labelsOf(service) };
}
