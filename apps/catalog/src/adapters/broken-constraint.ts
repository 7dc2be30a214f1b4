/** The name of the constraint that a statement of TypeORM broke, if that is why it failed. */
export function brokenConstraint(error: unknown): string | undefined {
  return (error as { driverError?: { constraint?: string } }).driverError?.constraint;
}
