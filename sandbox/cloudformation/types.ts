export type StackParameter = { key: string; value: string };

export type StackOutput = {
  key: string;
  value: string;
  description: string | null;
  exportName: string | null;
};

/** One resource of a stack, as last applied. */
export type ResourceRecord = {
  logicalId: string;
  type: string;
  /** Null until the handler has made the resource. */
  physicalId: string | null;
  status: string;
  statusReason: string | null;
  updatedAt: number;
  /** Resolved and coerced, as handed to the handler. */
  properties: Record<string, unknown>;
  /** Tags that the handler was given. */
  tags: Record<string, string>;
  /** Logical ids that must outlive this one. */
  dependsOn: string[];
  deletionPolicy: string;
  updateReplacePolicy: string;
  /** Resource-level metadata, part of what an update compares. */
  metadata: unknown;
};

export type StackEvent = {
  eventId: string;
  logicalId: string;
  physicalId: string;
  type: string;
  at: number;
  status: string;
  reason: string | null;
  /** Absent but where a resource, or the whole stack, is configured and not yet found consistent. */
  detailedStatus?: 'CONFIGURATION_COMPLETE';
  properties: string | null;
  token: string | null;
};

/** What a stack is made from, kept so that an update can return to it. */
export type StackDefinition = {
  /** Byte for byte as it was sent. */
  templateBody: string;
  parameters: StackParameter[];
  tags: Record<string, string>;
  capabilities: string[];
};

/** A resource that an update has left behind, to be deleted in its clean-up. */
export type Leftover = Pick<
  ResourceRecord,
  'logicalId' | 'type' | 'physicalId' | 'properties' | 'tags' | 'dependsOn' | 'deletionPolicy'
>;

/** The operation in progress: enough to go on with it after a restart. */
export type StackOperation = {
  kind: 'create' | 'update' | 'delete' | 'import';
  phase: 'forward' | 'cancel' | 'rollback' | 'cleanup' | 'rollback-cleanup';
  token: string | null;
  /** UPDATE only: what to return to. */
  previous: {
    definition: StackDefinition;
    outputs: StackOutput[];
    resources: Record<string, ResourceRecord>;
  } | null;
  leftovers: Leftover[];
  /** IMPORT only: what is taken in. */
  imports?: ResourceImport[];
  /** Logical ids that the forward phase has settled. */
  done: string[];
  retain: string[];
  force: boolean;
  /** Who asked for it: without a role of its own CloudFormation acts with the caller's rights. */
  accessKeyId: string;
};

export type StackRecord = StackDefinition & {
  stackId: string;
  stackName: string;
  description: string | null;
  status: string;
  statusReason: string | null;
  createdAt: number;
  updatedAt: number | null;
  deletedAt: number | null;
  roleArn: string | null;
  notificationArns: string[];
  timeoutMinutes: number | null;
  onFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  terminationProtection: boolean;
  outputs: StackOutput[];
  resources: Record<string, ResourceRecord>;
  /** Oldest first. */
  events: StackEvent[];
  /** Tokens of the calls that were accepted, by operation, so that a repeated call changes nothing. */
  tokens: Record<string, string>;
  operation: StackOperation | null;
  /** An operation that got stuck: a rollback to continue, resources that no longer stand in the stack. */
  unfinished: StackOperation | null;
  changeSetId: string | null;
};

/** One of a change set's ResourcesToImport. */
export type ResourceImport = {
  type: string;
  logicalId: string;
  identifier: Record<string, string>;
};

export type ResourceChange = {
  action: 'Add' | 'Modify' | 'Remove' | 'Import';
  logicalId: string;
  physicalId: string | null;
  type: string;
  replacement: 'True' | 'False' | 'Conditional' | null;
  properties: {
    name: string;
    requiresRecreation: 'Never' | 'Conditionally' | 'Always';
    before: string | null;
    after: string | null;
    attributeChangeType: 'Add' | 'Modify' | 'Remove';
  }[];
  tagsChanged: boolean;
  metadataChanged: boolean;
  before: string | null;
  after: string | null;
};

export type ChangeSetRecord = StackDefinition & {
  changeSetId: string;
  changeSetName: string;
  stackId: string;
  stackName: string;
  kind: 'CREATE' | 'UPDATE' | 'IMPORT';
  description: string | null;
  status: 'CREATE_COMPLETE' | 'FAILED' | 'CREATE_IN_PROGRESS';
  statusReason: string | null;
  executionStatus: string;
  createdAt: number;
  roleArn: string | null;
  notificationArns: string[];
  onStackFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  token: string | null;
  changes: ResourceChange[];
  /** IMPORT only. */
  imports?: ResourceImport[];
};
