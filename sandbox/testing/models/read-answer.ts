import type { AwsResponse } from '../../context';
import { fromXml } from './from-xml';
import { leafFromText } from './leaf';
import { bodyOf, membersOf, payload } from './read-request';
import type { Report } from './report';
import type { OperationModel, Protocol } from './service-model';
import { parseXml, type XmlElement } from './xml-element';

/** An answer's output as its model names it. What the model does not have is reported. */
export function readAnswer(
  protocol: Protocol,
  operation: string,
  model: OperationModel,
  answer: AwsResponse,
  report: Report,
): Record<string, unknown> {
  if (protocol === 'rest-json') return rest(model, answer, report);
  if (answer.status !== 200) report('', `has status ${answer.status}`);
  if (protocol === 'json')
    return bodyOf(model.output, membersOf(model.output), answer.body, report);
  return xml(protocol, operation, model, answer.body.toString(), report);
}

function xml(
  protocol: Protocol,
  operation: string,
  { output }: OperationModel,
  body: string,
  report: Report,
): Record<string, unknown> {
  const root = parseXml(body);
  if (root.name !== `${operation}Response`) report('', `<${root.name}> is not the answer's root`);
  const requestId = protocol === 'ec2' ? 'requestId' : 'ResponseMetadata';
  if (root.children.filter(({ name }) => name === requestId).length !== 1)
    report('', `has not one <${requestId}>`);
  const content = root.children.filter(({ name }) => name !== requestId);
  const result =
    protocol === 'ec2' ? { ...root, children: content } : resultOf(operation, content, report);
  if (output.isUnitSchema()) {
    // EC2 says <return>true</return> where the model has no output: EC2 API Reference, "Response Elements".
    for (const { name } of result.children)
      if (name !== 'return') report(name, 'is not in the model');
    return {};
  }
  return fromXml(output, result, '', report) as Record<string, unknown>;
}

function resultOf(operation: string, content: XmlElement[], report: Report): XmlElement {
  const name = `${operation}Result`;
  for (const element of content)
    if (element.name !== name) report(element.name, `is not <${name}>`);
  return content.find((element) => element.name === name) ?? { name, children: [], text: '' };
}

function rest(model: OperationModel, answer: AwsResponse, report: Report) {
  const read: Record<string, unknown> = {};
  const members = membersOf(model.output);
  const status = members.find(([, member]) => member.getMergedTraits().httpResponseCode);
  if (status) read[status[0]] = answer.status;
  else if (answer.status !== model.http?.status)
    report('', `has status ${answer.status}, not ${model.http?.status}`);
  const inBody = members.filter(([name, member]) => {
    const traits = member.getMergedTraits();
    if (typeof traits.httpHeader === 'string') {
      const value = answer.headers[traits.httpHeader.toLowerCase()];
      if (value !== undefined) read[name] = leafFromText(member, value, name, report);
      return false;
    }
    if (traits.httpPayload) read[name] = payload(member, answer.body, name, report);
    return !traits.httpPayload && !traits.httpResponseCode;
  });
  if (members.some(([, member]) => member.getMergedTraits().httpPayload)) return read;
  return { ...read, ...bodyOf(model.output, inBody, answer.body, report) };
}
