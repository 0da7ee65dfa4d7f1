import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const built = (name: string) =>
  JSON.parse(readFileSync(join(root, '.next/server', name), 'utf8')) as unknown;

/** A server action of the build: what a request names it by, a page that has it, and what it says it asks for. */
export type EntryAction = {
  id: string;
  name: string;
  file: string;
  page: string;
  /** `public`, `signed in`, or the permission; null where its definition says none. */
  asks: string | null;
};

type References = {
  node: Record<
    string,
    { workers: Record<string, unknown>; filename: string; exportedName: string }
  >;
};

/** Every action that the build answers to, from its own manifest. */
export function builtActions(): EntryAction[] {
  const { node } = built('server-reference-manifest.json') as References;
  return Object.entries(node).map(([id, { workers, filename, exportedName }]) => ({
    id,
    name: exportedName,
    file: filename,
    page: pageWith(Object.keys(workers).map(pathOf)),
    asks: declared(filename, exportedName),
  }));
}

/** The pages and route handlers of the build, as paths with their `[parts]`. */
export function builtPaths(): { pages: string[]; routes: string[] } {
  const names = Object.keys(built('app-paths-manifest.json') as object);
  const those = (end: string) => names.filter((name) => name.endsWith(end)).map(pathOf);
  return { pages: those('/page'), routes: those('/route') };
}

/** One that is there whatever stands: an action of a page that is missing is not found either. */
function pageWith(paths: string[]): string {
  const real = paths.filter((path) => !path.includes('/_'));
  return (real.find((path) => !path.includes('[')) ?? real[0] ?? '/').replace(
    /\[[^\]]+\]/g,
    'none-such',
  );
}

function pathOf(name: string): string {
  return name.replace(/^app(?=\/)/, '').replace(/\/(page|route)$/, '') || '/';
}

/** What the definition in the source says, as text: `defineAction({ name, permission: 'x' | null, … })`. */
function declared(file: string, name: string): string | null {
  const path = join(root, file);
  if (!existsSync(path)) return null;
  const text = readFileSync(path, 'utf8');
  const made = new RegExp(`export const ${name} = define(Public)?Action\\(([\\s\\S]*?)\\n\\);`);
  const [, isPublic, body = ''] = made.exec(text) ?? [];
  if (isPublic) return 'public';
  const [, permission, quoted] = /\bpermission: (null|'([\w.]+)')/.exec(body) ?? [];
  return permission === 'null' ? 'signed in' : (quoted ?? null);
}
