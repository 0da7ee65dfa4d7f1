/** How often each operation was called since the last reset; `service.Operation`, and the same by stack. */
export class CallCounter {
  #since: number;
  readonly #calls = new Map<string, number>();
  readonly #stacks = new Map<string, Map<string, number>>();
  readonly #unknown = new Map<string, number>();

  constructor(now: number) {
    this.#since = now;
  }

  count(service: string, operation: string, stackName: string | null): void {
    const name = `${service}.${operation}`;
    increment(this.#calls, name);
    if (stackName === null) return;
    const ofStack = this.#stacks.get(stackName) ?? new Map<string, number>();
    this.#stacks.set(stackName, ofStack);
    increment(ofStack, name);
  }

  countUnknown(service: string, operation: string): void {
    increment(this.#unknown, `${service}.${operation}`);
  }

  reset(now: number): void {
    this.#since = now;
    this.#calls.clear();
    this.#stacks.clear();
    this.#unknown.clear();
  }

  toJSON(): object {
    return {
      since: new Date(this.#since).toISOString(),
      total: [...this.#calls.values()].reduce((sum, count) => sum + count, 0),
      calls: Object.fromEntries(this.#calls),
      stacks: Object.fromEntries(
        [...this.#stacks].map(([stack, calls]) => [stack, Object.fromEntries(calls)]),
      ),
      unknown: Object.fromEntries(this.#unknown),
    };
  }
}

function increment(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
