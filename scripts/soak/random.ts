import { seededRandom, seedOf } from '../../sandbox/control/random';

export type Luck = {
  chance(): number;
  below(bound: number): number;
  pick<T>(items: readonly T[]): T;
};

/** Seeded luck, one stream for each purpose, so that they do not shift each other. */
export function luckOf(seed: number, purpose: string): Luck {
  const chance = seededRandom(seedOf(seed, purpose));
  const below = (bound: number) => Math.floor(chance() * bound);
  return {
    chance,
    below,
    pick(items) {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
  };
}
