export type Role = {
  roleName: string;
  roleId: string;
  arn: string;
  path: string;
  assumeRolePolicyDocument: unknown;
  description: string;
  maxSessionDuration: number;
  permissionsBoundary: string | null;
  managedPolicyArns: string[];
  /** Inline policies by name. */
  policies: Record<string, unknown>;
  tags: Record<string, string>;
};

export type ManagedPolicy = {
  arn: string;
  policyName: string;
  policyId: string;
  path: string;
  description: string;
  document: unknown;
};

/** Temporary credentials that AssumeRole gave out. */
export type RoleSession = {
  accessKeyId: string;
  roleArn: string;
  sessionName: string;
  expiresAt: number;
};

type IamState = { roles: Role[]; managedPolicies: ManagedPolicy[]; sessions: RoleSession[] };

/** What IAM keeps: roles by name, customer managed policies by ARN. */
export class IamStore {
  readonly roles = new Map<string, Role>();
  readonly managedPolicies = new Map<string, ManagedPolicy>();
  readonly sessions = new Map<string, RoleSession>();

  toJSON(): IamState {
    return {
      roles: [...this.roles.values()],
      managedPolicies: [...this.managedPolicies.values()],
      sessions: [...this.sessions.values()],
    };
  }

  /** Replaces all that is held; an empty object empties the store. */
  fromJSON(json: unknown): void {
    const state = json as Partial<IamState>;
    this.roles.clear();
    this.managedPolicies.clear();
    this.sessions.clear();
    for (const role of state.roles ?? []) this.roles.set(role.roleName, role);
    for (const policy of state.managedPolicies ?? []) this.managedPolicies.set(policy.arn, policy);
    for (const session of state.sessions ?? []) this.sessions.set(session.accessKeyId, session);
  }
}
