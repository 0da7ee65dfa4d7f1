import type { Runner } from './runner';

export type LambdaFunction = {
  name: string;
  arn: string;
  description: string;
  runtime: string;
  role: string;
  handler: string;
  /** Seconds. */
  timeout: number;
  memorySize: number;
  environment: Record<string, string>;
  /** The inline source, file `index`. */
  source: string;
  codeSha256: string;
  vpc: { vpcId: string; subnetIds: string[]; securityGroupIds: string[] } | null;
  architectures: string[];
  reservedConcurrency: number | null;
  logGroup: string;
  logFormat: 'Text' | 'JSON';
  tags: Record<string, string>;
  lastModified: number;
  /** Pending until then, as its network interfaces are made; milliseconds since 1970. */
  activeAt: number;
  revisionId: string;
  /** Statements added by AWS::Lambda::Permission, by statement id. */
  permissions: Record<string, object>;
};

/** Lambda's functions, by name. */
export class LambdaStore {
  readonly functions = new Map<string, LambdaFunction>();
  /** Not state: set by the data plane, through whose listeners functions reach endpoints. */
  runner: Runner | null = null;

  toJSON(): object {
    return { functions: [...this.functions] };
  }

  fromJSON(json: unknown): void {
    const saved = json as Partial<{ functions: [string, LambdaFunction][] }>;
    for (const name of this.functions.keys()) this.runner?.forget(name);
    this.functions.clear();
    for (const [name, value] of saved.functions ?? []) this.functions.set(name, value);
  }
}
