import { localArn, type NeedsOf, resourceTags } from '../need';

/** Actions bear the operations' names, but Invoke (service authorization reference, Lambda). */
export const lambdaNeeds: NeedsOf = ({ context, request }, operation) => {
  if (operation.startsWith('List')) return [{ action: `lambda:${operation}`, resource: '*' }];
  const given = decodeURIComponent(/\/functions\/([^/]+)/.exec(request.path)?.[1] ?? '');
  const name = given.split(':')[6] ?? given;
  const fn = context.lambda.functions.get(name);
  return [
    {
      action: operation === 'Invoke' ? 'lambda:InvokeFunction' : `lambda:${operation}`,
      resource: given.startsWith('arn:') ? given : localArn(context, 'lambda', `function:${name}`),
      context: resourceTags(fn?.tags),
      resourcePolicy: { Version: '2012-10-17', Statement: Object.values(fn?.permissions ?? {}) },
    },
  ];
};
