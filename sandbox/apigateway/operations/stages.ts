import type { SandboxContext } from '../../context';
import { settleStage } from '../../dataplane/admission';
import type { RestOperation } from '../../wire/rest-json';
import { badRequest, requireApi, requireStage } from '../faults';
import { applyPatch } from '../patch';
import { renderStage } from '../render';
import {
  checkAccessLog,
  createStage,
  deleteStage,
  requireLogsRole,
  toMethodSetting,
} from '../stages';
import type { MethodSetting, Stage } from '../types';

const stagePath = '/restapis/{restApiId}/stages/{stageName}';

export const stageOperations: Record<string, RestOperation> = {
  CreateStage: {
    method: 'POST',
    path: '/restapis/{restApiId}/stages',
    run: async (context, { path, body }) => ({
      status: 201,
      json: renderStage(createStage(context, path.restApiId ?? '', body)),
    }),
  },
  GetStage: {
    method: 'GET',
    path: stagePath,
    run: async (context, { path }) => ({ json: renderStage(stageOf(context, path)) }),
  },
  GetStages: {
    method: 'GET',
    path: '/restapis/{restApiId}/stages',
    run: async (context, { path, query }) => {
      const deploymentId = query.get('deploymentId');
      const stages = Object.values(requireApi(context, path.restApiId ?? '').stages);
      const wanted = stages.filter((it) => !deploymentId || it.deploymentId === deploymentId);
      return { json: { item: wanted.map(renderStage) } };
    },
  },
  UpdateStage: {
    method: 'PATCH',
    path: stagePath,
    run: async (context, { path, body }) => {
      const stage = stageOf(context, path);
      const before = structuredClone(stage.methodSettings);
      const deployments = requireApi(context, path.restApiId ?? '').deployments;
      patchStage(context, stage, body.patchOperations, (id) => Object.hasOwn(deployments, id));
      const now = context.clock.now();
      const stageId = `${path.restApiId}/${stage.stageName}`;
      settleStage(context.apigateway.buckets, stageId, before, stage.methodSettings, now);
      stage.lastUpdatedDate = now;
      return { json: renderStage(stage) };
    },
  },
  DeleteStage: {
    method: 'DELETE',
    path: stagePath,
    run: async (context, { path }) => {
      deleteStage(context, path.restApiId ?? '', path.stageName ?? '');
      return { status: 202 };
    },
  },
};

function stageOf(context: SandboxContext, path: Record<string, string>): Stage {
  return requireStage(requireApi(context, path.restApiId ?? ''), path.stageName ?? '');
}

function patchStage(
  context: SandboxContext,
  stage: Stage,
  operations: unknown,
  hasDeployment: (id: string) => boolean,
): void {
  const setting = (change: (it: MethodSetting, value: string) => void) => ({
    replace: (value: string, [path = '*', method = '*']: string[]) => {
      const key = `${path.replaceAll('/', '~1')}/${method}`;
      stage.methodSettings[key] ??= toMethodSetting({});
      change(stage.methodSettings[key], value);
    },
  });
  const accessLog = (member: 'destinationArn' | 'format') => ({
    replace: (value: string) => {
      if (value === '') throw badRequest('Access Log value must not be empty');
      requireLogsRole(context);
      stage.accessLogSettings = { ...stage.accessLogSettings, [member]: value };
      if (member === 'format') checkAccessLog(context, stage.accessLogSettings);
    },
  });
  applyPatch(operations, {
    '/deploymentId': {
      replace: (value) => {
        // Measured: LocalStack's canary snapshots.
        if (!hasDeployment(value)) throw badRequest('Deployment id does not exist');
        stage.deploymentId = value;
      },
    },
    '/description': { replace: (value) => (stage.description = value) },
    '/tracingEnabled': { replace: (value) => (stage.tracingEnabled = value === 'true') },
    '/variables/*': {
      replace: (value, [name = '']) => (stage.variables[name] = value),
      remove: (_, [name = '']) => delete stage.variables[name],
    },
    '/accessLogSettings': { remove: () => delete stage.accessLogSettings },
    '/accessLogSettings/destinationArn': accessLog('destinationArn'),
    '/accessLogSettings/format': accessLog('format'),
    '/*/*/throttling/rateLimit': setting((it, value) => {
      it.throttlingRateLimit = Number(value);
    }),
    '/*/*/throttling/burstLimit': setting((it, value) => {
      it.throttlingBurstLimit = Number(value);
    }),
    '/*/*/metrics/enabled': setting((it, value) => {
      it.metricsEnabled = value === 'true';
    }),
    '/*/*/logging/loglevel': setting((it, value) => {
      if (value !== 'OFF') requireLogsRole(context);
      it.loggingLevel = value;
    }),
    '/*/*/logging/dataTrace': setting((it, value) => {
      it.dataTraceEnabled = value === 'true';
    }),
  });
}
