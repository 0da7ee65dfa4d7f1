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

type IamState = { roles: Role[]; managedPolicies: ManagedPolicy[] };

/** What IAM keeps: roles by name, customer managed policies by ARN. */
export class IamStore {
  readonly roles = new Map<string, Role>();
  readonly managedPolicies = new Map<string, ManagedPolicy>();

  clear(): void {
    this.roles.clear();
    this.managedPolicies.clear();
  }

  toJSON(): IamState {
    return {
      roles: [...this.roles.values()],
      managedPolicies: [...this.managedPolicies.values()],
    };
  }

  fromJSON(state: IamState): void {
    this.clear();
    for (const role of state.roles) this.roles.set(role.roleName, role);
    for (const policy of state.managedPolicies) this.managedPolicies.set(policy.arn, policy);
  }
}
