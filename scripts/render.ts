// Prints the template of one spec: `render proxy|network|bootstrap [--spec FILE] [--format yaml|json] [--schema]`.
// The spec is JSON or YAML, from FILE or standard input. A bad spec or a wrong call ends with status 2.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { bootstrapSpecSchema } from '../templates/bootstrap/spec';
import { networkSpecSchema } from '../templates/network/spec';
import { proxySpecSchema } from '../templates/proxy/spec';
import { type Fault, parseSpec, type Spec } from '../templates/spec';
import { stackFor } from '../templates/stack';
import { renderJson, renderYaml } from '../templates/yaml';

const usage =
  'usage: render proxy|network|bootstrap [--spec FILE] [--format yaml|json] [--schema]\n' +
  'The spec is JSON or YAML, from FILE or standard input.';

const schemas = {
  proxy: proxySpecSchema,
  network: networkSpecSchema,
  bootstrap: bootstrapSpecSchema,
};

type Call = { kind: Spec['kind']; file: string | null; format: 'yaml' | 'json'; isSchema: boolean };

/** Ends the program with status 2 after saying why, a line each. */
class Refusal extends Error {
  constructor(readonly lines: string[]) {
    super(lines.join('\n'));
  }
}

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  process.stdout.write(main(process.argv.slice(2)));
} catch (thrown) {
  if (!(thrown instanceof Refusal)) throw thrown;
  process.stderr.write(`${thrown.lines.join('\n')}\n`);
  process.exitCode = 2;
}

function main(args: string[]): string {
  if (args.includes('--help')) return `${usage}\n`;
  const call = readCall(args);
  if (call.isSchema) {
    return `${JSON.stringify(z.toJSONSchema(schemas[call.kind], { io: 'input' }), null, 2)}\n`;
  }
  const { template } = stackFor(readSpec(call));
  return call.format === 'json' ? renderJson(template) : renderYaml(template);
}

function readCall(args: string[]): Call {
  const { positionals, values } = parsedArgs(args);
  const [kind, ...more] = positionals;
  if (!isKind(kind) || more.length > 0) throw new Refusal([usage]);
  const format = values.format ?? 'yaml';
  if (format !== 'yaml' && format !== 'json')
    throw new Refusal(['--format: must be yaml or json', usage]);
  return { kind, file: values.spec ?? null, format, isSchema: values.schema ?? false };
}

function parsedArgs(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        spec: { type: 'string' },
        format: { type: 'string' },
        schema: { type: 'boolean' },
      },
    });
  } catch (cause) {
    throw new Refusal([firstLine(cause), usage]);
  }
}

function isKind(text: string | undefined): text is Spec['kind'] {
  return text !== undefined && Object.hasOwn(schemas, text);
}

function readSpec({ file, kind }: Call): Spec {
  const input = parsedText(readText(file));
  const given = input !== null && typeof input === 'object' && 'kind' in input ? input.kind : kind;
  if (given !== kind) throw new Refusal([`kind: must be ${kind}, as the command says`]);
  const parsed = parseSpec(input);
  if (parsed.ok) return parsed.spec;
  throw new Refusal(parsed.faults.map(line));
}

function readText(file: string | null): string {
  try {
    return readFileSync(file ?? 0, 'utf8');
  } catch (cause) {
    throw new Refusal([`${file ?? 'standard input'}: ${firstLine(cause)}`]);
  }
}

/** JSON is read as JSON; the rest as YAML, in which JSON would be valid too but for the keys it lets repeat. */
function parsedText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: YAML says what is wrong better than JSON's message would.
  }
  try {
    return parse(text, { logLevel: 'silent', prettyErrors: false });
  } catch (cause) {
    throw new Refusal([`(spec): neither JSON nor YAML: ${firstLine(cause)}`]);
  }
}

function line({ path, message }: Fault): string {
  return `${path === '' ? '(spec)' : path}: ${message}`.replace(/\s+/g, ' ');
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
}
