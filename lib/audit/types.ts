/** One field that an action changed; a field that was not there, or is not any more, is null. */
export type AuditChange = { field: string; from: unknown; to: unknown };

/** What a row says, whatever its place in the chain. */
export type AuditContent = {
  /** The person's e-mail address, or `system`. */
  actor: string;
  /** `token` for a person who came by one; its prefix stands in the detail. */
  actorKind: 'person' | 'token' | 'system';
  /** Verb and object kind, such as `proxy.launch`, `key.reveal`, `session.start`, `access.denied`. */
  action: string;
  object: string | null;
  team: string | null;
  /** Facts worth keeping; never a secret. */
  detail: Record<string, unknown>;
  /** What of the object is different after it, where it was changed. */
  changes: AuditChange[] | null;
  /** The person's own words, where they were asked for any. */
  reason: string | null;
  /** The token under which AWS, or we, know the request again. */
  clientToken: string | null;
  /** What it made us ask AWS, such as `cloudformation:CreateStack`; several are separated by a comma. */
  awsOperation: string | null;
  /** The `seq` of the row that this one completes. */
  of: number | null;
};

/** Where a row stands in the chain. Hashes are SHA-256 in lower-case hex; see docs/audit.md. */
export type AuditLink = {
  /** From 1, without a gap. */
  seq: number;
  /** By the database's clock, when the row's transaction ended. */
  at: Date;
  /** The hash of the row before; of the first one, 64 zeros. */
  previous: string;
  hash: string;
};

export type AuditRow = AuditContent & AuditLink;

/** What a look at the chain came to: how many rows were seen, whether from the first on, and the first that is wrong. */
export type ChainVerdict = {
  rows: number;
  isWhole: boolean;
  broken: { seq: number; fault: string } | null;
};
