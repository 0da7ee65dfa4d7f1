import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';
import { bootstrapSpecSchema } from '../templates/bootstrap/spec';
import { networkSpecSchema } from '../templates/network/spec';
import { proxySpecSchema } from '../templates/proxy/spec';
import { type Fault, parseSpec, type Spec } from '../templates/spec';
import { stackFor } from '../templates/stack';
import { renderJson, renderYaml } from '../templates/yaml';

export const renderUsage = `usage: render proxy|network|bootstrap [--spec FILE] [--format yaml|json] [--schema]
The spec is JSON or YAML, from FILE or standard input.`;

const schemas = {
  proxy: proxySpecSchema,
  network: networkSpecSchema,
  bootstrap: bootstrapSpecSchema,
};

type Call = { kind: Spec['kind']; file: string | null; format: 'yaml' | 'json'; isSchema: boolean };

/** A call or a spec that cannot be rendered, and why, a line for each reason. */
export class Refusal extends Error {
  constructor(readonly lines: string[]) {
    super(lines.join('\n'));
  }
}

/**
 * What the command prints on standard output. `readText` reads a file, or standard input for null. Throws Refusal.
 */
export function renderCommand(args: string[], readText: (file: string | null) => string): string {
  if (args.includes('--help')) return `${renderUsage}\n`;
  const call = readCall(args);
  if (call.isSchema) {
    return `${JSON.stringify(z.toJSONSchema(schemas[call.kind], { io: 'input' }), null, 2)}\n`;
  }
  const { template } = stackFor(readSpec(call.kind, textOf(call.file, readText)));
  return call.format === 'json' ? renderJson(template) : renderYaml(template);
}

function readCall(args: string[]): Call {
  const { positionals, values } = parsedArgs(args);
  const [kind, ...more] = positionals;
  if (!isKind(kind) || more.length > 0) throw new Refusal([renderUsage]);
  const format = values.format ?? 'yaml';
  if (format !== 'yaml' && format !== 'json') {
    throw new Refusal(['--format: must be yaml or json', renderUsage]);
  }
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
    throw new Refusal([firstLine(cause), renderUsage]);
  }
}

function isKind(text: string | undefined): text is Spec['kind'] {
  return text !== undefined && Object.hasOwn(schemas, text);
}

function readSpec(kind: Spec['kind'], text: string): Spec {
  const input = parsedText(text);
  const given = input !== null && typeof input === 'object' && 'kind' in input ? input.kind : kind;
  if (given !== kind) throw new Refusal([`kind: must be ${kind}, as the command says`]);
  const parsed = parseSpec(input);
  if (parsed.ok) return parsed.spec;
  throw new Refusal(parsed.faults.map(line));
}

function textOf(file: string | null, readText: (file: string | null) => string): string {
  try {
    return readText(file);
  } catch (cause) {
    throw new Refusal([`${file ?? 'standard input'}: ${firstLine(cause)}`]);
  }
}

function parsedText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON. YAML contains JSON, so its complaint covers both.
  }
  try {
    return parse(text, { prettyErrors: false });
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
