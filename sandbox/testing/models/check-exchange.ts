import type { Exchange } from '../../exchanges';
import { constraints } from './constraints';
import { modelGaps } from './model-gaps';
import { obeys } from './obeys';
import { readAnswer } from './read-answer';
import { errorCodeOf } from './read-error';
import { readRequest } from './read-request';
import type { Report } from './report';
import { modelOf, type ServiceModel } from './service-model';

/**
 * What of an exchange its service's model does not allow, one line each with operation and path. A refused request
 * may well be wrong, which is then why it was refused; `isSenderTrusted` says that it must be right even so.
 *
 * Not checkable: which errors EC2 answers (its model declares none), and the codes that any operation may answer but
 * no model lists. What an opaque string holds, such as a policy or a token, is a matter of each test.
 */
export async function checkExchange(
  { request, operation, answer }: Exchange,
  { isSenderTrusted }: { isSenderTrusted: boolean },
): Promise<string[]> {
  const service = await modelOf(request.service);
  const lines: string[] = [];
  const reporter =
    (side: string): Report =>
    (path, complaint) =>
      lines.push(`${request.service}:${operation} ${side} ${path}${path && ': '}${complaint}`);
  const model = service.operations.get(operation);
  const isRefused = answer.status >= 400;
  if (!model) {
    if (!isRefused) lines.push(`${request.service}:${operation} is not in the model`);
    return lines;
  }
  const { structures = {}, errors = {} } = constraints.services[request.service] ?? {};
  if (!isRefused || isSenderTrusted) {
    const report = reporter('request');
    const input = readRequest(service.protocol, model, request, report);
    if (!model.input.isUnitSchema()) obeys(structures, model.input, input, {}, '', report);
  }
  const report = reporter('answer');
  if (isRefused) checkError(service, errors[operation], answer, report);
  else {
    const output = readAnswer(service.protocol, operation, model, answer, report);
    if (!model.output.isUnitSchema()) obeys(structures, model.output, output, {}, '', report);
  }
  return lines.filter((line) => !modelGaps.some((gap) => gap.line.test(line)));
}

/**
 * Errors that every operation of a service may answer. Sources: "Common Errors" of the CloudFormation, STS, Lambda and
 * Service Quotas API References. Query services say AccessDenied, which no page lists (awslabs/aws-servicebroker#76).
 */
const common = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'ExpiredTokenException',
  'InternalFailure',
  'SerializationException',
  'ThrottlingException',
  'UnknownOperationException',
  'InvalidAction',
  'ValidationError',
  'ValidationException',
]);

function checkError(
  service: ServiceModel,
  declared: string[] | undefined,
  answer: Exchange['answer'],
  report: Report,
): void {
  const code = errorCodeOf(service.protocol, answer, report);
  const known = service.errors.get(code);
  if (known?.status && known.status !== answer.status)
    report('', `${code} has status ${answer.status}, not ${known.status}`);
  if (service.protocol === 'ec2' || common.has(code)) return;
  if (!known) report('', `${code} is no error of the service`);
  else if (declared && !declared.includes(code)) report('', `${code} is no error of the operation`);
}
