import { labelsOf, type Manifest, metadataOf } from './manifest.ts';

const USER = 10_001;
const LINK_PORT = 8_443;
const HEALTH_PORT = 8_081;
const CLIENT_PORT = 3_000;

/** How much of a cluster one replica of a service asks for, and how many there may be. */
export interface Size {
  readonly cpu: string;
  readonly memory: string;
  readonly memoryLimit: string;
  readonly most: number;
}

export interface Workload {
  readonly name: string;
  readonly facesClients: boolean;
  readonly size: Size;
}

export function portOf({ facesClients }: Pick<Workload, 'facesClients'>): number {
  return facesClients ? CLIENT_PORT : LINK_PORT;
}

/** What runs, is reached and grows: everything of one service but who may talk to it. */
export function workloadManifests(workload: Workload): Manifest[] {
  return [deployment(workload), service(workload), autoscaler(workload), disruptionBudget(workload)];
}

function deployment(workload: Workload): Manifest {
  const { name } = workload;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadataOf(name),
    spec: {
      selector: { matchLabels: labelsOf(name) },
      // A new replica is ready before an old one is told to stop.
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: { metadata: { labels: labelsOf(name) }, spec: podSpec(workload) },
    },
  };
}

function podSpec(workload: Workload): object {
  const { name } = workload;
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurity(),
    terminationGracePeriodSeconds: 30,
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: labelsOf(name) },
      },
    ],
    containers: [container(workload)],
    volumes: [
      { name: 'tmp', emptyDir: { sizeLimit: '256Mi' } },
      { name: 'settings', secret: { secretName: `${name}-settings`, defaultMode: 0o440 } },
      { name: 'certificate', secret: { secretName: `${name}-certificate`, defaultMode: 0o440 } },
      ...(name === 'accounts' ? [{ name: 'keys', secret: { secretName: 'accounts-keys', defaultMode: 0o440 } }] : []),
    ],
  };
}

function container(workload: Workload): object {
  const { name, facesClients, size } = workload;
  const probed = facesClients ? CLIENT_PORT : HEALTH_PORT;
  const probe = (path: string, rest: object): object => ({
    httpGet: { path, port: probed },
    timeoutSeconds: 5,
    ...rest,
  });
  return {
    name,
    image: 'tovar',
    args: ['apps/all-in-one/dist/service.js', name],
    envFrom: [{ configMapRef: { name: 'settings' } }],
    env: [
      { name: 'PORT', value: String(portOf(workload)) },
      { name: 'HEALTH_PORT', value: facesClients ? '' : String(HEALTH_PORT) },
      ...(name === 'accounts' ? [{ name: 'ACCOUNTS_SIGNING_KEYS_FILE', value: '/keys/signing-keys.json' }] : []),
    ],
    ports: [
      { name: facesClients ? 'http' : 'link', containerPort: portOf(workload) },
      ...(facesClients ? [] : [{ name: 'health', containerPort: HEALTH_PORT }]),
    ],
    startupProbe: probe('/health/live', { periodSeconds: 2, failureThreshold: 60 }),
    livenessProbe: probe('/health/live', { periodSeconds: 10, failureThreshold: 6 }),
    readinessProbe: probe('/health/ready', { periodSeconds: 5, failureThreshold: 2 }),
    resources: {
      requests: { cpu: size.cpu, memory: size.memory },
      // No limit of CPU: a service that is held back in the middle of a checkout holds others up.
      limits: { memory: size.memoryLimit, 'ephemeral-storage': '512Mi' },
    },
    securityContext: containerSecurity(),
    volumeMounts: [
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'settings', mountPath: '/app/.env', subPath: '.env', readOnly: true },
      { name: 'certificate', mountPath: '/certificates', readOnly: true },
      ...(name === 'accounts' ? [{ name: 'keys', mountPath: '/keys', readOnly: true }] : []),
    ],
  };
}

/** What the strictest of Kubernetes' own profiles asks of a pod. */
export function podSecurity(): object {
  const ids = { runAsUser: USER, runAsGroup: USER, fsGroup: USER };
  return { runAsNonRoot: true, ...ids, seccompProfile: { type: 'RuntimeDefault' } };
}

export function containerSecurity(): object {
  return { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } };
}

/** Without an address of its own: callers see every replica, and spread their requests themselves. */
function service(workload: Workload): Manifest {
  const { name, facesClients } = workload;
  const port = portOf(workload);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadataOf(name),
    spec: {
      ...(facesClients ? {} : { clusterIP: 'None' }),
      selector: labelsOf(name),
      ports: [{ name: facesClients ? 'http' : 'link', port, targetPort: port }],
    },
  };
}

function autoscaler({ name, size }: Workload): Manifest {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadataOf(name),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: 2,
      maxReplicas: size.most,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
      // Each replica that comes or goes makes Kafka share out the events anew.
      behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
    },
  };
}

function disruptionBudget({ name }: Workload): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadataOf(name),
    spec: { maxUnavailable: 1, selector: { matchLabels: labelsOf(name) } },
  };
}
