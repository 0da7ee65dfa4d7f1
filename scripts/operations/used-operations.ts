import { type IamNeed, iamNeed } from './iam-action';
import { type SentCommand, sentCommands } from './sent-commands';

/** One operation that the product sends to AWS. */
export type UsedOperation = IamNeed & {
  /** SigV4's name of the service. */
  signingName: string;
  operation: string;
  files: string[];
};

/** Every operation that the product sends, sorted; what each is, is read from the SDK's own clients. */
export async function usedOperations(root: string): Promise<UsedOperation[]> {
  const used = await Promise.all(sentCommands(root).map(describe));
  return used.sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'));
}

async function describe({ module, operation, files }: SentCommand): Promise<UsedOperation> {
  const sdk: Record<string, unknown> = await import(module);
  const signingName = signingNameOf(sdk);
  return {
    signingName,
    operation,
    files,
    ...iamNeed({ signingName, operation, http: httpOf(sdk[`${operation}$`]) }),
  };
}

/** The name under which a package's client signs, asked of a client of it. */
function signingNameOf(sdk: Record<string, unknown>): string {
  const [Client] = Object.entries(sdk).flatMap(([name, value]) =>
    /^[A-Z]\w+Client$/.test(name) ? [value as new (config: object) => SignedClient] : [],
  );
  if (!Client) throw new Error('no client in the package');
  const { defaultSigningName } = new Client({ region: 'eu-west-1' }).config;
  if (typeof defaultSigningName !== 'string')
    throw new Error('the client does not say how it signs');
  return defaultSigningName;
}

type SignedClient = { config: { defaultSigningName?: unknown } };

/** The verb and path of an operation, from its schema; null on wires where every call is a POST to `/`. */
function httpOf(schema: unknown): { method: string; path: string } | null {
  if (!Array.isArray(schema)) throw new Error('the SDK has no schema of the operation');
  const [, , , traits] = schema as [
    unknown,
    unknown,
    unknown,
    { http?: [string, string] } | undefined,
  ];
  if (!traits?.http) return null;
  const [method, path] = traits.http;
  return { method, path: path.split('?')[0] ?? path };
}

function nameOf({ signingName, operation }: UsedOperation): string {
  return `${signingName}:${operation}`;
}
