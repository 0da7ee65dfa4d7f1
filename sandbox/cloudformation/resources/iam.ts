import type { ResourceProvider } from '../../context';
import { managedPolicyProvider } from './iam-managed-policy';
import { policyProvider } from './iam-policy';
import { roleProvider } from './iam-role';

export const iamProviders: ResourceProvider[] = [
  roleProvider,
  managedPolicyProvider,
  policyProvider,
];
