import { randomUUID } from 'node:crypto';
import { AwsFault } from '../../context';
import { AlreadyExists } from '../resources/already-exists';
import { NotStabilized } from '../resources/not-stabilized';

const services: Record<string, string> = {
  ApiGateway: 'ApiGateway',
  EC2: 'Ec2',
  IAM: 'Iam',
  Lambda: 'Lambda',
  Logs: 'CloudWatchLogs',
};

/** Says a handler's error as CloudFormation's events say it (forms as in aws-facts C and G). */
export function handlerReason(type: string, error: AwsFault): string {
  // Errors of the template or its properties come from CloudFormation itself, without a handler around them.
  if (error.code === 'ValidationError') return error.message;
  if (error instanceof AlreadyExists || error instanceof NotStabilized) {
    return `Resource handler returned message: "${error.message}" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${error.code})`;
  }
  const service = services[type.split('::')[1] ?? ''] ?? type.split('::')[1];
  const detail = `(Service: ${service}, Status Code: ${error.status}, Request ID: ${randomUUID()})`;
  return `Resource handler returned message: "${error.message} ${detail}" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${handlerErrorCode(error)})`;
}

function handlerErrorCode(error: AwsFault): string {
  const { code, status } = error;
  // awslabs/landing-zone-accelerator-on-aws#241 and others; endpoints and most else get ServiceLimitExceeded.
  if (code === 'VpcLimitExceeded') return 'GeneralServiceException';
  if (/Throttl|TooManyRequests|RequestLimitExceeded/i.test(code)) return 'Throttling';
  if (/AccessDenied|Unauthorized|Forbidden/i.test(code)) return 'AccessDenied';
  if (/Limit.*Exceeded|LimitExceeded|QuotaExceeded/i.test(code)) return 'ServiceLimitExceeded';
  if (/NotFound|NoSuch/i.test(code)) return 'NotFound';
  if (/AlreadyExists|Duplicate|EntityAlreadyExists/i.test(code)) return 'AlreadyExists';
  if (/Conflict|DependencyViolation/i.test(code)) return 'ResourceConflict';
  if (/ExpiredToken|RequestExpired/i.test(code)) return 'InvalidCredentials';
  if (status >= 500) return 'ServiceInternalError';
  return status >= 400 && /Invalid|BadRequest|Validation|Missing/i.test(code)
    ? 'InvalidRequest'
    : 'GeneralServiceException';
}

/** A handler deletes what is already gone without complaint. */
export function isGone(error: unknown): boolean {
  return error instanceof AwsFault && /NotFound|NoSuchEntity/i.test(error.code);
}
