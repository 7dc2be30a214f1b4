/** The name of the constraint that a statement broke, TypeORM's or one of our own, if that is why it failed. */
export function brokenConstraint(error: unknown): string | undefined {
  const { driverError, constraint } = error as { driverError?: { constraint?: string }; constraint?: string };
  return driverError?.constraint ?? constraint;
}
