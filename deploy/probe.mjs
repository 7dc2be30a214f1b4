// What Docker asks every half a minute: whether the service in this container is ready. Exits 0 or 1, and says nothing.
const { HEALTH_PORT, PORT } = process.env;
const answer = await fetch(`http://127.0.0.1:${HEALTH_PORT || PORT}/health/ready`).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
