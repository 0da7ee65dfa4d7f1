/** A value over time. */
export class Timeline<T> {
  readonly #changes: { at: number; value: T }[];

  constructor(first: T) {
    this.#changes = [{ at: Number.NEGATIVE_INFINITY, value: first }];
  }

  set(value: T): void {
    this.#changes.push({ at: Date.now(), value });
  }

  /** Every value that held at some moment from `from` to `to`. */
  during(from: number, to: number): T[] {
    return this.#changes
      .filter(({ at }, index) => at <= to && (this.#changes[index + 1]?.at ?? to) >= from)
      .map(({ value }) => value);
  }

  all(): T[] {
    return this.#changes.map(({ value }) => value);
  }
}
