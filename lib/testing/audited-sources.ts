import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** A function or action by where it stands: `lib/keys/mutations.ts#revealKey`. */
export type Place = `${string}#${string}`;

type Declared = { isExported: boolean; text: string; uses: Place[] };

/** What writes the audit; whoever reaches one of these leaves a row. */
const writers = new Set<Place>([
  'lib/audit/mutations.ts#recordAudit',
  'lib/audit/mutations.ts#recordIntent',
]);

/**
 * The product's sources as a graph: every declaration at a module's top, and which others its text names. Read by the
 * form in which Biome leaves them, in which whatever begins in the first column begins a declaration.
 */
export class AuditedSources {
  readonly #declared = new Map<Place, Declared>();
  readonly #names = new Map<string, Map<string, Place>>();
  readonly #reaching = new Set<Place>(writers);

  constructor() {
    for (const room of ['lib', 'app'])
      for (const name of readdirSync(join(root, room), { recursive: true, encoding: 'utf8' }))
        if (/\.tsx?$/.test(name) && !/\.test\.tsx?$|(^|\/)testing\//.test(name))
          this.#read(`${room}/${name}`);
    let before = -1;
    while (before < this.#reaching.size) {
      before = this.#reaching.size;
      for (const [place, { uses }] of this.#declared)
        if (uses.some((use) => this.reachesAudit(use))) this.#reaching.add(place);
    }
  }

  /** The functions that a module exports. */
  exportsOf(path: string): Place[] {
    return [...this.#declared]
      .filter(([place, { isExported }]) => isExported && place.startsWith(`${path}#`))
      .map(([place]) => place);
  }

  isExported(place: Place): boolean {
    return this.#declared.get(place)?.isExported ?? false;
  }

  /** Whether one comes to another, however many stand between them. */
  reaches(from: Place, to: Place, seen = new Set<Place>()): boolean {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    const uses = this.#declared.get(from)?.uses ?? [];
    return uses.some((use) => this.reaches(use, to, seen));
  }

  /** Where a row is written by a module itself: its exported functions that come to the writing of one. */
  writing(): Place[] {
    return [...this.#declared]
      .filter(([place, { isExported }]) => isExported && place.startsWith('lib/'))
      .map(([place]) => place)
      .filter((place) => this.#reachesWithin(place));
  }

  /** Whatever `*mutations.ts` exports. */
  mutations(): Place[] {
    return [...this.#declared]
      .filter(([place, { isExported }]) => isExported && /mutations\.ts#/.test(place))
      .map(([place]) => place);
  }

  /** What stands in the files of actions and routes, with its text. */
  handlers(): { place: Place; text: string }[] {
    return [...this.#declared]
      .filter(([place]) => /^app\/(.+\/)?(actions|route)\.ts#/.test(place))
      .map(([place, { text }]) => ({ place, text }));
  }

  /**
   * The functions of lib/ through which what stands in app/ comes to the audit. Those of lib/api only say in HTTP what
   * others do, and `orAsk` does what it is handed or asks for it: these are seen through.
   */
  entriesOf(place: Place, text = this.#declared.get(place)?.text ?? ''): Place[] {
    const path = pathOf(place);
    const seen = new Set<Place>();
    const look = (uses: readonly Place[]): Place[] =>
      uses.flatMap((use) => {
        if (seen.has(use)) return [];
        seen.add(use);
        // What makes actions and routes writes the refusals, which is not what they are made for.
        if (/^lib\/define-(action|route)\.ts#/.test(use)) return [];
        const isPassage = /^(app\/|lib\/api\/|lib\/requests\/or-ask\.ts#)/.test(use);
        if (isPassage) return look(this.#declared.get(use)?.uses ?? []);
        return this.reachesAudit(use) ? [use] : [];
      });
    return look(this.#usesOf(path, text));
  }

  /** Whether a row is written by it, or by whatever it names. */
  reachesAudit(place: Place): boolean {
    return this.#reaching.has(place);
  }

  #reachesWithin(place: Place, seen = new Set<Place>()): boolean {
    if (seen.has(place)) return false;
    seen.add(place);
    const uses = this.#declared.get(place)?.uses ?? [];
    const own = uses.filter((use) => pathOf(use) === pathOf(place));
    return (
      uses.some((use) => writers.has(use)) || own.some((use) => this.#reachesWithin(use, seen))
    );
  }

  #read(path: string): void {
    const text = withoutComments(readFileSync(join(root, path), 'utf8'));
    const names = new Map<string, Place>(importsOf(path, text));
    const found = [
      ...text.matchAll(
        /^(export )?(?:async )?(?:function\*? |const |class )(\w+|\{[^}]*\}).*?(?=^\S(?<![})\]]))/gms,
      ),
    ];
    for (const [, , name = ''] of found) if (/^\w+$/.test(name)) names.set(name, `${path}#${name}`);
    this.#names.set(path, names);
    for (const [whole, exported, name = ''] of found)
      this.#declared.set(`${path}#${name}`, {
        isExported: exported !== undefined && /function/.test(whole.slice(0, 30)),
        text: whole,
        uses: this.#usesOf(path, whole).filter((use) => use !== `${path}#${name}`),
      });
  }

  #usesOf(path: string, text: string): Place[] {
    const names = this.#names.get(path) ?? new Map<string, Place>();
    const words = new Set(text.match(/(?<![.\w])\w+/g) ?? []);
    return [...names].filter(([name]) => words.has(name)).map(([, place]) => place);
  }
}

const pathOf = (place: Place) => place.slice(0, place.indexOf('#'));

/** Names that a module imports as values, and where they stand. */
function importsOf(path: string, text: string): [string, Place][] {
  return [...text.matchAll(/^import \{([^}]*)\} from '([^']+)';/gms)].flatMap(
    ([, names = '', from = '']) => {
      const file = fileOf(path, from);
      if (!file) return [];
      return names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '' && !name.startsWith('type '))
        .map((name): [string, Place] => {
          const [there = name, here = there] = name.split(' as ');
          return [here, `${file}#${there}`];
        });
    },
  );
}

function fileOf(path: string, from: string): string | null {
  const base = from.startsWith('@/')
    ? from.slice(2)
    : from.startsWith('.')
      ? relative(root, resolve(root, dirname(path), from))
      : null;
  if (base === null) return null;
  const files = ['.ts', '.tsx', '/index.ts'].map((end) => base + end);
  return files.find((each) => existsSync(join(root, each))) ?? null;
}

function withoutComments(text: string): string {
  return `${text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')}\nend`;
}
