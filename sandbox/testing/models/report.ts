/** Collects what is wrong, each with its path in the message: `Stacks[0].StackStatus: …`. */
export type Report = (path: string, complaint: string) => void;

export function within(path: string, member: string): string {
  return path === '' ? member : `${path}.${member}`;
}

/** A value in a message, short. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
