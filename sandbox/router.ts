import { randomUUID } from 'node:crypto';
import {
  AwsFault,
  type AwsRequest,
  type AwsResponse,
  type SandboxContext,
  type Service,
} from './context';
import { faultError } from './control/fault-kinds';
import type { Fault } from './control/faults';
import { StaleAnswers } from './control/stale';
import { tell } from './exchanges';
import { admit } from './iam/admit';
import { callerOf } from './iam/caller';
import { stackNamesOf } from './request-stack';
import { credentialOf } from './wire/credentials';

/** What came over HTTP, before anything is known about it. */
export type RawRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
};

/** `reset` cuts the connection; `silence` never answers, until the caller gives up. */
export type RouterAnswer = AwsResponse | 'reset' | 'silence';

const isReading = /^(Get|List|Describe|Validate|Filter|Test|Detect)/;

/** Routes calls to services by their SigV4 credential scope, as AWS's endpoints do by name. */
export class Router {
  readonly #context: SandboxContext;
  readonly #services = new Map<string, Service>();
  readonly #stale = new StaleAnswers();

  constructor(context: SandboxContext, services: readonly Service[]) {
    this.#context = context;
    for (const service of services) this.#services.set(service.signingName, service);
  }

  async route(raw: RawRequest): Promise<RouterAnswer> {
    const requestId = randomUUID();
    const credential = credentialOf(raw.headers, raw.query);
    if (!credential) {
      return plainError(
        requestId,
        403,
        'MissingAuthenticationToken',
        'Missing Authentication Token',
      );
    }
    const request: AwsRequest = { ...raw, ...credential, requestId };
    const service = this.#services.get(credential.service);
    if (!service) {
      this.#context.log(`no service signs as "${credential.service}" (${raw.method} ${raw.path})`);
      this.#context.calls.countUnknown(credential.service, `${raw.method} ${raw.path}`);
      return plainError(requestId, 404, 'UnknownOperationException', '');
    }
    try {
      return await this.#serve(service, request);
    } catch (error) {
      if (error instanceof AwsFault) return service.renderError(request, error);
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#context.log(`${service.signingName}: ${text}`);
      return service.renderError(
        request,
        new AwsFault('InternalFailure', 'An internal error has occurred.', 500),
      );
    }
  }

  async #serve(service: Service, request: AwsRequest): Promise<RouterAnswer> {
    const context = this.#context;
    if (request.region !== context.region) {
      throw new AwsFault(
        'SignatureDoesNotMatch',
        `Credential should be scoped to a valid region: this endpoint serves ${context.region}, not ${request.region}.`,
        403,
      );
    }
    const known = service.operationOf(request);
    const operation = known ?? `${request.method} ${request.path}`;
    const stacks = stackNamesOf(context, request);
    context.calls.count(service.signingName, operation, stacks.named);
    admit(context, request, known);

    const fault = context.faults.isEmpty
      ? null
      : context.faults.strike({
          service: service.signingName,
          operation,
          request,
          inStack: stacks.includes,
        });
    const early = fault && this.#beforeEffect(service, request, operation, fault);
    if (early) return early;
    if (context.options.enforceLimits) context.limits.take(service.signingName, operation);

    const isPageShort = fault?.kind === 'truncated_page';
    const answer = await this.#answer(service, { ...request, isPageShort }, operation);
    if (!isReading.test(operation)) context.touch();
    this.#stale.remember(request, operation, answer);
    if (fault?.kind === 'timeout_after') return 'silence';
    return fault?.kind === 'truncated_body' ? { ...answer, isCutOff: true } : answer;
  }

  /** After a reset nothing is old news any more. */
  forgetAnswers(): void {
    this.#stale.forget();
  }

  /** The answer of a fault that keeps the call from having any effect; null when the call goes on. */
  #beforeEffect(
    service: Service,
    request: AwsRequest,
    operation: string,
    fault: Fault,
  ): RouterAnswer | null {
    switch (fault.kind) {
      case 'reset':
        return 'reset';
      case 'timeout_before':
        return 'silence';
      case 'timeout_after':
      case 'truncated_page':
      case 'truncated_body':
        return null;
      case 'stale':
        return this.#stale.recall(request, operation);
      default: {
        const verb = service.signingName === 'apigateway' ? request.method : operation;
        const error = faultError(fault.kind, {
          service: service.signingName,
          action: `${service.signingName === 'monitoring' ? 'cloudwatch' : service.signingName}:${verb}`,
          caller: callerOf(this.#context, request.accessKeyId).arn,
        });
        return service.renderError(
          request,
          new AwsFault(
            fault.code ?? error.code,
            fault.message ?? error.message,
            fault.status ?? error.status,
          ),
        );
      }
    }
  }

  async #answer(service: Service, request: AwsRequest, operation: string): Promise<AwsResponse> {
    try {
      return await this.#handle(service, request, operation);
    } catch (error) {
      if (error instanceof AwsFault) return service.renderError(request, error);
      throw error;
    }
  }

  async #handle(service: Service, request: AwsRequest, operation: string): Promise<AwsResponse> {
    try {
      const answer = await service.handle(this.#context, request, operation);
      tell({ request, operation, answer });
      return answer;
    } catch (error) {
      if (error instanceof AwsFault) {
        tell({ request, operation, answer: service.renderError(request, error) });
        if (unknownCodes.has(error.code)) {
          this.#context.log(`${service.signingName} has no operation ${operation}`);
          this.#context.calls.countUnknown(service.signingName, operation);
        }
      }
      throw error;
    }
  }
}

const unknownCodes = new Set(['InvalidAction', 'UnknownOperationException']);

/** Before the service is known nobody knows the protocol either: what AWS's own front door answers. */
function plainError(requestId: string, status: number, code: string, message: string): AwsResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': code,
    },
    body: JSON.stringify({ __type: code, message }),
  };
}
