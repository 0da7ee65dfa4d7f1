export type Figure = { name: string; value: number; unit: string; note?: string };

const figures: Figure[] = [];

/** Prints a figure as one JSON line and keeps it for the table. */
export function report(figure: Figure): void {
  const rounded = { ...figure, value: Number(figure.value.toPrecision(4)) };
  figures.push(rounded);
  console.log(JSON.stringify(rounded));
}

/** Tells a figure to the bench that this process works for, which reports it. */
export function tell(name: string, value: number, unit: string, note?: string): void {
  process.stdout.write(`${JSON.stringify({ name, value, unit, note })}\n`);
}

/** Prints all figures as a table. */
export function printTable(): void {
  const width = Math.max(...figures.map(({ name }) => name.length));
  console.log();
  for (const { name, value, unit, note } of figures) {
    console.log(
      `${name.padEnd(width)}  ${String(value).padStart(10)} ${unit.padEnd(6)} ${note ?? ''}`,
    );
  }
}

/** The middle one of several timings of `work`, in milliseconds. */
export async function medianMs(times: number, work: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let index = 0; index < times; index++) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
}
