import type { AwsResponse } from '../../context';
import type { Report } from './report';
import type { Protocol } from './service-model';
import { parseXml, type XmlElement } from './xml-element';

/** The code of an error answer; its envelope is checked against the protocol's. */
export function errorCodeOf(protocol: Protocol, answer: AwsResponse, report: Report): string {
  const { headers, body } = answer;
  if (protocol === 'ec2')
    return codeIn(parseXml(body.toString()), ['Response', 'Errors', 'Error'], 'RequestID', report);
  if (protocol === 'query')
    return codeIn(parseXml(body.toString()), ['ErrorResponse', 'Error'], 'RequestId', report);
  const members = JSON.parse(body.toString());
  const code = protocol === 'json' ? members.__type : headers['x-amzn-errortype'];
  if (typeof code !== 'string' || code === '') report('', 'has no error code');
  const text = members.message ?? members.Message;
  if (typeof text !== 'string') report('', 'has no message');
  return String(code);
}

function codeIn(root: XmlElement, path: string[], requestId: string, report: Report): string {
  const [rootName, ...inner] = path;
  if (root.name !== rootName) report('', `<${root.name}> is not <${rootName}>`);
  if (!child(root, requestId)?.text) report('', `has no <${requestId}>`);
  const error = inner.reduce<XmlElement | undefined>((at, name) => at && child(at, name), root);
  const code = error && child(error, 'Code')?.text;
  if (!code) report('', 'has no error code');
  if (!error || child(error, 'Message') === undefined) report('', 'has no message');
  return code ?? '';
}

function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((one) => one.name === name);
}
