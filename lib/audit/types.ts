export type AuditRow = {
  id: number;
  at: Date;
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
  /** The CloudFormation client token that this row caused, where it did. */
  clientToken: string | null;
};
