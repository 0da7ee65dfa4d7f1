import type { SandboxContext } from '../../context';
import type { RestOperation } from '../../wire/rest-json';
import { setCloudwatchRole } from '../account';
import { applyPatch } from '../patch';

export const accountOperations: Record<string, RestOperation> = {
  GetAccount: {
    method: 'GET',
    path: '/account',
    run: async (context) => ({ json: renderAccount(context) }),
  },
  UpdateAccount: {
    method: 'PATCH',
    path: '/account',
    run: async (context, { body }) => {
      applyPatch(body.patchOperations, {
        '/cloudwatchRoleArn': {
          replace: (value) => setCloudwatchRole(context, value === '' ? undefined : value),
          remove: () => setCloudwatchRole(context, undefined),
        },
      });
      return { json: renderAccount(context) };
    },
  },
};

/** Defaults: S-QA, account throttle of 10,000 rps with a bucket of 5,000. */
function renderAccount(context: SandboxContext): object {
  return {
    cloudwatchRoleArn: context.apigateway.cloudwatchRoleArn,
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  };
}
