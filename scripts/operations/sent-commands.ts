import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An operation that the product sends: which client package has it, and the files that send it. */
export type SentCommand = { module: string; operation: string; files: string[] };

/** Operations that the SDK sends by itself for a credential provider, by the provider's name. */
const sentByProviders: Record<string, Omit<SentCommand, 'files'>> = {
  fromTemporaryCredentials: { module: '@aws-sdk/client-sts', operation: 'AssumeRole' },
};

/**
 * Every operation that the sources of `lib/aws` send, read from what they import of the SDK. An import from which
 * the operation cannot be told throws, so that none is left out in silence.
 */
export function sentCommands(root: string): SentCommand[] {
  const found = new Map<string, SentCommand>();
  const directory = join(root, 'lib/aws');
  for (const name of readdirSync(directory).sort()) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
    const file = `lib/aws/${name}`;
    for (const one of commandsIn(readFileSync(join(directory, name), 'utf8'), file)) {
      const key = `${one.module} ${one.operation}`;
      const known = found.get(key);
      if (known) known.files.push(file);
      else found.set(key, { ...one, files: [file] });
    }
  }
  return [...found.values()];
}

/** The operations that one source sends; exported for its test. */
export function commandsIn(source: string, file: string): Omit<SentCommand, 'files'>[] {
  return sdkImports(source, file).flatMap(({ module, name }) => {
    const operation = /^(\w+)Command$/.exec(name)?.[1] ?? /^paginate(\w+)$/.exec(name)?.[1];
    if (operation) return [{ module, operation }];
    const provided = Object.hasOwn(sentByProviders, name) ? sentByProviders[name] : undefined;
    if (provided) return [provided];
    // A client sends nothing without a command, and an exception or enum nothing at all.
    if (/(Client|Exception)$/.test(name)) return [];
    throw new Error(`${file}: which operation does ${name} of ${module} send?`);
  });
}

function sdkImports(source: string, file: string): { module: string; name: string }[] {
  const statements = source.matchAll(/^import\s+([^'"]*?)\s+from\s+['"](@aws-sdk\/[^'"]+)['"]/gm);
  return [...statements].flatMap(([, clause = '', module = '']) => {
    if (clause.startsWith('type ')) return [];
    const names = /^\{([\s\S]*)\}$/.exec(clause)?.[1];
    if (names === undefined) throw new Error(`${file}: import ${module}'s members by name`);
    return names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((name) => ({ module, name: name.split(/\s+as\s+/)[0] ?? name }));
  });
}
