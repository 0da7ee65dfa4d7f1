import {
  AwsFault,
  type AwsRequest,
  type AwsResponse,
  type SandboxContext,
  type Service,
} from '../context';
import { Form } from './form';
import { escapeXml, renderContent, type XmlValue } from './xml';

/** One operation of a query-protocol service: reads the form, answers the members of its result. */
export type QueryOperation = (
  context: SandboxContext,
  form: Form,
  request: AwsRequest,
) => Promise<{ [element: string]: XmlValue } | undefined>;

/** A service that speaks awsQuery (CloudFormation, STS, IAM): form in, `<XResponse><XResult>` out. */
export function queryService(options: {
  signingName: string;
  xmlNamespace: string;
  operations: Record<string, QueryOperation>;
}): Service {
  const { signingName, xmlNamespace, operations } = options;
  return {
    signingName,
    operations: Object.keys(operations),
    operationOf: (request) => Form.parse(request.body).get('Action') ?? null,
    async handle(context, request, operation) {
      const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      const form = Form.parse(request.body);
      if (!run) {
        throw new AwsFault(
          'InvalidAction',
          `Could not find operation ${operation} for version ${form.get('Version') ?? ''}`,
        );
      }
      const result = await run(context, form, request);
      return xmlResponse(
        200,
        request.requestId,
        `<${operation}Response xmlns="${xmlNamespace}"><${operation}Result>${renderContent(result, 'member')}</${operation}Result><ResponseMetadata><RequestId>${request.requestId}</RequestId></ResponseMetadata></${operation}Response>`,
      );
    },
    renderError(request, error) {
      const sender = error.status < 500 ? 'Sender' : 'Receiver';
      return xmlResponse(
        error.status,
        request.requestId,
        `<ErrorResponse xmlns="${xmlNamespace}"><Error><Type>${sender}</Type><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${request.requestId}</RequestId></ErrorResponse>`,
      );
    },
  };
}

export function xmlResponse(status: number, requestId: string, body: string): AwsResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}
