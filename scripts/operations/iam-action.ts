/** What IAM asks of whoever sends an operation. `resource` is null where no data of the SDK tells it. */
export type IamNeed = { action: string | null; resource: string | null };

/** Where IAM's prefix is not the service's signing name. Source: the Service Authorization Reference of CloudWatch. */
const prefixes: Record<string, string> = { monitoring: 'cloudwatch' };

/**
 * Operations whose IAM action has another name, or which need none.
 *
 * - Lambda's Invoke: "lambda:InvokeFunction", Service Authorization Reference, AWS Lambda.
 * - STS GetCallerIdentity: "No permissions are required to perform this operation", STS API Reference.
 */
const exceptions: Record<string, string | null> = {
  'lambda:Invoke': 'lambda:InvokeFunction',
  'sts:GetCallerIdentity': null,
};

/**
 * The IAM action of an operation: signing name and operation, but for API Gateway the HTTP verb on the path of the
 * request. Source: Service Authorization Reference, "Amazon API Gateway Management" (actions are verbs, resources
 * `arn:aws:apigateway:region::/path`).
 */
export function iamNeed(sent: {
  signingName: string;
  operation: string;
  http: { method: string; path: string } | null;
}): IamNeed {
  const { signingName, operation, http } = sent;
  if (signingName === 'apigateway') {
    if (!http) throw new Error(`${operation} has no HTTP verb`);
    const path = http.path.replace(/\{[^}]+\}/g, '*');
    return {
      action: `apigateway:${http.method}`,
      resource: `arn:aws:apigateway:REGION::${path}`,
    };
  }
  const usual = `${prefixes[signingName] ?? signingName}:${operation}`;
  return {
    action: Object.hasOwn(exceptions, usual) ? (exceptions[usual] ?? null) : usual,
    resource: null,
  };
}
