/** The parameters of a query-protocol request, read by their dotted names (`Tags.member.1.Key`). */
export class Form {
  readonly #values: Map<string, string>;

  constructor(values: Map<string, string>) {
    this.#values = values;
  }

  static parse(body: string | Buffer): Form {
    return new Form(new Map(new URLSearchParams(body.toString())));
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  boolean(name: string): boolean | undefined {
    const value = this.get(name);
    return value === undefined ? undefined : value.toLowerCase() === 'true';
  }

  number(name: string): number | undefined {
    const value = this.get(name);
    return value === undefined || value === '' ? undefined : Number(value);
  }

  /** The entries of a list, in order: `Name.1`, `Name.2` (EC2) or `Name.member.1` (query), as forms of their own. */
  list(name: string): Form[] {
    const groups = new Map<number, Map<string, string>>();
    for (const [key, value] of this.#values) {
      if (!key.startsWith(`${name}.`)) continue;
      const match = /^(?:member\.|item\.)?(\d+)(?:\.(.*))?$/.exec(key.slice(name.length + 1));
      if (!match) continue;
      const index = Number(match[1]);
      const group = groups.get(index) ?? new Map<string, string>();
      group.set(match[2] ?? '', value);
      groups.set(index, group);
    }
    return [...groups.entries()].sort(([a], [b]) => a - b).map(([, group]) => new Form(group));
  }

  /** A list of plain values. */
  strings(name: string): string[] {
    return this.list(name).flatMap((entry) => entry.get('') ?? []);
  }

  /** A nested structure as a form of its own, or undefined when none of its members was sent. */
  structure(name: string): Form | undefined {
    const prefix = `${name}.`;
    const inner = [...this.#values].filter(([key]) => key.startsWith(prefix));
    return inner.length === 0
      ? undefined
      : new Form(new Map(inner.map(([key, value]) => [key.slice(prefix.length), value])));
  }

  names(): string[] {
    return [...this.#values.keys()];
  }
}
