import type { SandboxContext } from '../../context';

export class StackEngine {
  readonly #context: () => SandboxContext;
  readonly #held = new Set<string>();
  #paceMs: number | null = null;

  constructor(context: () => SandboxContext) {
    this.#context = context;
  }

  get paceMs(): number {
    return this.#paceMs ?? this.#context().options.paceMs;
  }

  set paceMs(value: number) {
    this.#paceMs = value;
  }

  held(): string[] {
    return [...this.#held];
  }

  hold(stackName: string): void {
    this.#held.add(stackName);
  }

  release(stackName: string): void {
    this.#held.delete(stackName);
  }

  resume(): void {}

  abandon(): void {}
}
