import type { SandboxContext } from '../context';
import { settleStage } from '../dataplane/admission';
import { requireDeployment } from './deployments';
import { badRequest, conflict, requireApi, requireStage } from './faults';
import type { MethodSetting, Stage } from './types';

export type StageInput = {
  stageName: string;
  deploymentId: string;
  description?: string;
  variables?: Record<string, string>;
  accessLogSettings?: { destinationArn?: string; format?: string };
  methodSettings?: Record<string, Partial<MethodSetting>>;
  tracingEnabled?: boolean;
  cacheClusterEnabled?: boolean;
  tags?: Record<string, string>;
};

export function createStage(context: SandboxContext, apiId: string, input: StageInput): Stage {
  const api = requireApi(context, apiId);
  // UNCONFIRMED text; the charset is the documented one (S-SPEC Stage.StageName).
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(input.stageName ?? '')) {
    throw badRequest('Stage name only allows a-zA-Z0-9_-');
  }
  if (api.stages[input.stageName]) throw conflict('Stage already exists');
  requireDeployment(api, input.deploymentId);
  const now = context.clock.now();
  const stage: Stage = {
    stageName: input.stageName,
    createdDate: now,
    ...settingsOf(context, input),
    lastUpdatedDate: now,
  };
  api.stages[stage.stageName] = stage;
  return stage;
}

/** Replaces all settings of a stage, as a CloudFormation update does; the deployment may move. */
export function replaceStage(context: SandboxContext, apiId: string, input: StageInput): Stage {
  const api = requireApi(context, apiId);
  const stage = requireStage(api, input.stageName);
  requireDeployment(api, input.deploymentId);
  const { stageName, createdDate } = stage;
  const settings = settingsOf(context, input);
  const { apigateway, clock } = context;
  const stageId = `${apiId}/${stageName}`;
  const { methodSettings } = settings;
  settleStage(apigateway.buckets, stageId, stage.methodSettings, methodSettings, clock.now());
  api.stages[stageName] = {
    stageName,
    createdDate,
    ...settings,
    lastUpdatedDate: context.clock.now(),
  };
  return api.stages[stageName];
}

/** Deletes a stage; usage plans forget it (terraform-provider-aws#14100). */
export function deleteStage(context: SandboxContext, apiId: string, stageName: string): void {
  const api = requireApi(context, apiId);
  requireStage(api, stageName);
  delete api.stages[stageName];
  for (const plan of context.apigateway.plans.values()) {
    plan.apiStages = plan.apiStages.filter((it) => it.apiId !== apiId || it.stage !== stageName);
  }
}

/** Method settings as AWS fills them in. */
export function toMethodSetting(setting: Partial<MethodSetting>): MethodSetting {
  return { metricsEnabled: false, loggingLevel: 'OFF', dataTraceEnabled: false, ...setting };
}

/** Logging needs the role of the account: aws-solutions/virtual-waiting-room-on-aws#74 and many others. */
export function requireLogsRole(context: SandboxContext): void {
  if (context.apigateway.cloudwatchRoleArn === undefined) {
    throw badRequest('CloudWatch Logs role ARN must be set in account settings to enable logging');
  }
}

export function checkAccessLog(context: SandboxContext, settings: StageInput['accessLogSettings']) {
  if (!settings) return;
  requireLogsRole(context);
  // That one of the two ids is required is documented (S-SPEC Stage.AccessLogSetting.Format); text UNCONFIRMED.
  const format = settings.format ?? '';
  if (!format.includes('$context.requestId') && !format.includes('$context.extendedRequestId')) {
    throw badRequest(
      'Access Log format should be single line and contain $context.requestId or $context.extendedRequestId',
    );
  }
}

function settingsOf(context: SandboxContext, input: StageInput) {
  checkAccessLog(context, input.accessLogSettings);
  const methodSettings = Object.fromEntries(
    Object.entries(input.methodSettings ?? {}).map(([key, it]) => [key, toMethodSetting(it)]),
  );
  if (Object.values(methodSettings).some((it) => it.loggingLevel !== 'OFF')) {
    requireLogsRole(context);
  }
  for (const [name, value] of Object.entries(input.variables ?? {})) {
    // S-SPEC Stage.Variables; text UNCONFIRMED.
    if (!/^[A-Za-z0-9_]+$/.test(name) || !/^[A-Za-z0-9\-._~:/?#&=,]{1,512}$/.test(value)) {
      throw badRequest(`Stage variable ${name} contains invalid characters`);
    }
  }
  return {
    deploymentId: input.deploymentId,
    ...(input.description === undefined ? {} : { description: input.description }),
    variables: { ...input.variables },
    ...(input.accessLogSettings ? { accessLogSettings: { ...input.accessLogSettings } } : {}),
    methodSettings,
    tracingEnabled: input.tracingEnabled ?? false,
    cacheClusterEnabled: input.cacheClusterEnabled ?? false,
    tags: { ...input.tags },
  };
}
