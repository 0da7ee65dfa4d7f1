import { requirePlan } from '../../apigateway/faults';
import { createPlan, deletePlan, type PlanInput, replacePlan } from '../../apigateway/plans';
import type { Throttle } from '../../apigateway/types';
import type { ResourceProvider, ResourceRequest } from '../../context';
import {
  generatedName,
  ignoreMissing,
  noAttribute,
  number,
  object,
  objects,
  tagsOf,
  text,
} from './property-values';

const type = 'AWS::ApiGateway::UsagePlan';

export const usagePlanProvider: ResourceProvider = {
  type,
  async create(context, request) {
    const name = text(request.properties.UsagePlanName) ?? generatedName(request);
    return { physicalId: createPlan(context, { ...toInput(request), name }).id };
  },
  async update(context, request) {
    const present = requirePlan(context, request.physicalId).name;
    const name = text(request.properties.UsagePlanName) ?? present;
    replacePlan(context, request.physicalId, { ...toInput(request), name });
  },
  /** The handler takes the stages off first, which the API itself would refuse (S-LSP handler permissions). */
  async delete(context, { physicalId }) {
    ignoreMissing(() => {
      requirePlan(context, physicalId).apiStages = [];
      deletePlan(context, physicalId);
    });
  },
  attribute(_context, physicalId, name) {
    return name === 'Id' ? physicalId : noAttribute(type, name);
  },
};

function toInput(request: ResourceRequest): PlanInput {
  const { properties } = request;
  const quota = object(properties.Quota);
  const throttle = object(properties.Throttle);
  const description = text(properties.Description);
  return {
    ...(description === undefined ? {} : { description }),
    apiStages: objects(properties.ApiStages).map((stage) => ({
      apiId: text(stage.ApiId) ?? '',
      stage: text(stage.Stage) ?? '',
      throttle: Object.fromEntries(
        Object.entries(object(stage.Throttle) ?? {}).map(([key, it]) => [
          key,
          toThrottle(object(it) ?? {}),
        ]),
      ),
    })),
    ...(throttle ? { throttle: toThrottle(throttle) } : {}),
    ...(quota
      ? {
          quota: {
            limit: number(quota.Limit) ?? 0,
            offset: number(quota.Offset) ?? 0,
            period: text(quota.Period) ?? '',
          },
        }
      : {}),
    tags: tagsOf(request),
  };
}

function toThrottle(properties: Record<string, unknown>): Throttle {
  const rateLimit = number(properties.RateLimit);
  const burstLimit = number(properties.BurstLimit);
  return {
    ...(rateLimit === undefined ? {} : { rateLimit }),
    ...(burstLimit === undefined ? {} : { burstLimit }),
  };
}
