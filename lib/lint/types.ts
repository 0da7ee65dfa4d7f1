/** A value of a template, with the line (from 1) it begins at. What is computed is kept as its text. */
export type Value =
  | { kind: 'scalar'; line: number; value: string | number | boolean | null }
  | { kind: 'list'; line: number; items: Value[] }
  | { kind: 'map'; line: number; entries: Entry[] }
  | { kind: 'expression'; line: number; text: string };

export type Entry = { key: string; line: number; value: Value };

/** One declared resource: its type and name as the language writes them, and its properties. */
export type Declared = {
  type: string;
  name: string;
  line: number;
  /** The last of its lines. */
  endLine: number;
  properties: Entry[];
  /** Names of the resources this one names, in `depends_on` and `DependsOn`. */
  dependsOn: string[];
};

/** A stretch that could not be read; all else still is. `reason` is a key of the messages. */
export type Fault = { line: number; endLine: number; reason: 'syntax' | 'tooDeep' | 'empty' };

export type Parsed = {
  language: 'terraform' | 'cloudformation';
  resources: Declared[];
  /** Terraform's data sources, named `data.…`; CloudFormation has none. */
  data: Declared[];
  faults: Fault[];
};
