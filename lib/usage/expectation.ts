import { hourMs } from './calendar';

/** How long a busy hour is felt: the hours in which half of it is forgotten. */
const levelHalfLife = 6;
/** What an hour taught counts half as much a week later: each hour counts this much more than the one before. */
const growth = 2 ** (1 / (7 * 24));

/** What was to be expected at a moment, by what had come until then. */
export class Expectation {
  readonly #origin: number;
  readonly #shape: Shape;
  readonly #level: number;

  constructor(shape: Shape, counts: readonly number[], origin: number) {
    this.#origin = origin;
    this.#shape = shape;
    this.#level = this.#levelOf(counts);
  }

  /** Requests expected in the next so many hours. */
  until(hours: number): number {
    let sum = 0;
    const end = this.#origin + hours;
    for (let at = this.#origin; at < end; ) {
      const next = Math.min(end, Math.floor(at) + 1);
      sum += this.#shape.rate(Math.floor(at)) * (next - at);
      at = next;
    }
    return sum * this.#level;
  }

  /** Hours until so many requests are expected; null: more than `horizon`. */
  hoursUntil(requests: number, horizon: number): number | null {
    let missing = requests / this.#level;
    const end = this.#origin + horizon;
    for (let at = this.#origin; at < end; ) {
      const next = Math.min(end, Math.floor(at) + 1);
      const share = this.#shape.rate(Math.floor(at)) * (next - at);
      if (share >= missing) return at + ((next - at) * missing) / share - this.#origin;
      missing -= share;
      at = next;
    }
    return null;
  }

  /** How busy the last hours were against what was to be expected of them; half of it is forgotten after `levelHalfLife`. */
  #levelOf(counts: readonly number[]): number {
    const whole = Math.floor(this.#origin);
    const begun = this.#origin - whole;
    // Of an hour that is over, the part before the origin; the one that is not over has no more than that.
    const isOver = whole < counts.length - 1;
    let came = (counts[whole] ?? 0) * (isOver ? begun : 1);
    let expected = this.#shape.rate(whole) * begun;
    let usual = 0;
    for (let back = 1; back <= 24; back += 1) {
      const rate = this.#shape.rate(whole - back);
      const weight = 0.5 ** ((back - 1 + begun) / levelHalfLife);
      came += weight * (counts[whole - back] ?? 0);
      expected += weight * rate;
      usual += rate / 24;
    }
    const caution = usual + 1;
    return (came + caution) / (expected + caution);
  }
}

/** The mean of each hour of the day, and what each weekday is of the mean; days far back count less. */
export class Shape {
  readonly #firstHour: number;
  readonly #hours = sums(24);
  readonly #days = sums(7);
  readonly #all = sums(1);
  #weight = 1;
  #learnt = 0;

  constructor(from: number) {
    this.#firstHour = Math.floor(from / hourMs);
  }

  /** Takes in the next hour. */
  learn(count: number): void {
    const hour = this.#firstHour + this.#learnt;
    this.#weight *= growth;
    for (const [sums, place] of [
      [this.#hours, hour % 24],
      [this.#days, weekdayOf(hour)],
      [this.#all, 0],
    ] as const) {
      sums.counts[place] = (sums.counts[place] ?? 0) + this.#weight * count;
      sums.weights[place] = (sums.weights[place] ?? 0) + this.#weight;
    }
    this.#learnt += 1;
  }

  /** Requests to expect of an hour of the history, or after it. */
  rate(index: number): number {
    const hour = this.#firstHour + index;
    const [hourOfDay, day] = [hour % 24, weekdayOf(hour)];
    const mean = meanOf(this.#all, 0);
    if (mean === 0) return 0;
    // A weekday that was seen once is hardly known: half a day like all others is added.
    const usual = 12 * this.#weight;
    const ofDay = (this.#days.counts[day] ?? 0) / mean + usual;
    return (meanOf(this.#hours, hourOfDay) * ofDay) / ((this.#days.weights[day] ?? 0) + usual);
  }
}

type Sums = { counts: number[]; weights: number[] };

function sums(places: number): Sums {
  return { counts: new Array(places).fill(0), weights: new Array(places).fill(0) };
}

function meanOf({ counts, weights }: Sums, place: number): number {
  const weight = weights[place] ?? 0;
  return weight === 0 ? 0 : (counts[place] ?? 0) / weight;
}

function weekdayOf(hour: number): number {
  return Math.floor(hour / 24 + 4) % 7;
}
