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

/** A user with one access key. */
export type User = {
  userName: string;
  accessKeyId: string;
  secretAccessKey: string;
  permissionsBoundary: string | null;
  managedPolicyArns: string[];
  policies: Record<string, unknown>;
};

/** Temporary credentials that AssumeRole gave out. */
export type RoleSession = {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  roleArn: string;
  sessionName: string;
  expiresAt: number;
  /** Session policies; null where none was given, which is not the same as none that allows. */
  policies: unknown[] | null;
};

type IamState = {
  roles: Role[];
  managedPolicies: ManagedPolicy[];
  users: User[];
  sessions: RoleSession[];
};

/** Whom the sandbox's demo and its printed environment sign as: may do everything. */
export const administrator: User = {
  userName: 'sandbox',
  accessKeyId: 'sandbox',
  secretAccessKey: 'sandbox',
  permissionsBoundary: null,
  managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
  policies: {},
};

/** What IAM keeps: roles by name, customer managed policies by ARN, users and sessions by access key. */
export class IamStore {
  readonly roles = new Map<string, Role>();
  readonly managedPolicies = new Map<string, ManagedPolicy>();
  readonly users = new Map<string, User>();
  readonly sessions = new Map<string, RoleSession>();
  /** Whether signatures are verified and policies decide. A setting, no state: kept by nobody. */
  isEvaluated = false;

  /** The user with this access key; the administrator's is in no store, and so in no state. */
  findUser(accessKeyId: string): User | undefined {
    return accessKeyId === administrator.accessKeyId ? administrator : this.users.get(accessKeyId);
  }

  toJSON(): IamState {
    return {
      roles: [...this.roles.values()],
      managedPolicies: [...this.managedPolicies.values()],
      users: [...this.users.values()],
      sessions: [...this.sessions.values()],
    };
  }

  /** Replaces all that is held; an empty object empties the store. */
  fromJSON(json: unknown): void {
    const state = json as Partial<IamState>;
    this.roles.clear();
    this.managedPolicies.clear();
    this.users.clear();
    this.sessions.clear();
    for (const role of state.roles ?? []) this.roles.set(role.roleName, role);
    for (const policy of state.managedPolicies ?? []) this.managedPolicies.set(policy.arn, policy);
    for (const user of state.users ?? []) this.users.set(user.accessKeyId, user);
    for (const session of state.sessions ?? []) this.sessions.set(session.accessKeyId, session);
  }
}
