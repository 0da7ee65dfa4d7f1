import { AwsFault, type Service } from '../context';
import { Form } from './form';
import { type QueryOperation, xmlResponse } from './query';
import { escapeXml, renderContent } from './xml';

const xmlNamespace = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/** EC2's own dialect of the query protocol: flat lists in, `<item>` lists out, its own error envelope. */
export function ec2QueryService(operations: Record<string, QueryOperation>): Service {
  return {
    signingName: 'ec2',
    operations: Object.keys(operations),
    operationOf: (request) => Form.parse(request.body).get('Action') ?? null,
    async handle(context, request, operation) {
      const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
      if (!run) {
        throw new AwsFault(
          'InvalidAction',
          `The action ${operation} is not valid for this web service.`,
        );
      }
      const form = Form.parse(request.body);
      if (form.boolean('DryRun')) {
        throw new AwsFault(
          'DryRunOperation',
          'Request would have succeeded, but DryRun flag is set.',
          412,
        );
      }
      const result = await run(context, form, request);
      return xmlResponse(
        200,
        request.requestId,
        `<${operation}Response xmlns="${xmlNamespace}"><requestId>${request.requestId}</requestId>${renderContent(result ?? { return: true }, 'item')}</${operation}Response>`,
      );
    },
    renderError(request, error) {
      return xmlResponse(
        error.status,
        request.requestId,
        `<Response><Errors><Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error></Errors><RequestID>${request.requestId}</RequestID></Response>`,
      );
    },
  };
}
