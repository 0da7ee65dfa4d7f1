/** The Deployment's hash out of its logical id; null where the template shows none. */
export function deploymentId(template: string | null): string | null {
  return /^ {2}"?Deployment([0-9A-Za-z]+)"?:/m.exec(template ?? '')?.[1] ?? null;
}
