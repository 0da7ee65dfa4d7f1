import type { HandlerTable, Row } from './row';

/** Tags are set and removed on a path of their own, in which the resource's ARN is escaped. */
const tagging = (path: string): Row[] => [
  ['apigateway:PUT', `/tags/${path}`, '+tags'],
  ['apigateway:DELETE', `/tags/${path}`, '-tags'],
];
const method = '/restapis/{RestApiId}/resources/{ResourceId}/methods/{HttpMethod}';
const response = '/restapis/{RestApiId}/gatewayresponses/{ResponseType}';
const stage = '/restapis/{RestApiId}/stages/{StageName}';

export const apiGatewayHandlers: HandlerTable = {
  'AWS::ApiGateway::RestApi': {
    create: [
      ['apigateway:POST', '/restapis'],
      ['apigateway:UpdateRestApiPolicy', '/restapis', 'Policy'],
      ['apigateway:UpdateRestApiPolicy', '/restapis/{id}', 'Policy'],
      ['apigateway:GET', '/restapis/{id}'],
      ['apigateway:PATCH', '/restapis/{id}', 'Policy'],
      ...tagging('/restapis/{id}'),
    ],
    update: [
      ['apigateway:GET', '/restapis/{id}'],
      ['apigateway:PATCH', '/restapis/{id}'],
      ['apigateway:UpdateRestApiPolicy', '/restapis/{id}', '~Policy'],
      ...tagging('/restapis/{id}'),
    ],
    delete: [['apigateway:DELETE', '/restapis/{id}']],
  },
  'AWS::ApiGateway::Resource': {
    create: [['apigateway:POST', '/restapis/{RestApiId}/resources/{ParentId}']],
    update: [
      ['apigateway:GET', '/restapis/{RestApiId}/resources/{id}'],
      ['apigateway:PATCH', '/restapis/{RestApiId}/resources/{id}'],
    ],
    delete: [['apigateway:DELETE', '/restapis/{RestApiId}/resources/{id}']],
  },
  'AWS::ApiGateway::Method': {
    create: [
      ['apigateway:PUT', method],
      ['apigateway:GET', method],
    ],
    update: [
      ['apigateway:GET', method],
      ['apigateway:DELETE', method],
      ['apigateway:PUT', method],
    ],
    delete: [['apigateway:DELETE', method]],
  },
  'AWS::ApiGateway::Model': {
    create: [
      ['apigateway:POST', '/restapis/{RestApiId}/models'],
      ['apigateway:GET', '/restapis/{RestApiId}/models/{Name}'],
    ],
    update: [
      ['apigateway:PATCH', '/restapis/{RestApiId}/models/{id}'],
      ['apigateway:GET', '/restapis/{RestApiId}/models/{id}'],
    ],
    delete: [['apigateway:DELETE', '/restapis/{RestApiId}/models/{id}']],
  },
  'AWS::ApiGateway::RequestValidator': {
    create: [
      ['apigateway:POST', '/restapis/{RestApiId}/requestvalidators'],
      ['apigateway:GET', '/restapis/{RestApiId}/requestvalidators/{id}'],
    ],
    update: [
      ['apigateway:PATCH', '/restapis/{RestApiId}/requestvalidators/{id}'],
      ['apigateway:GET', '/restapis/{RestApiId}/requestvalidators/{id}'],
    ],
    delete: [['apigateway:DELETE', '/restapis/{RestApiId}/requestvalidators/{id}']],
  },
  'AWS::ApiGateway::GatewayResponse': {
    create: [
      ['apigateway:PUT', response],
      ['apigateway:GET', response],
    ],
    update: [
      ['apigateway:GET', response],
      ['apigateway:PUT', response],
    ],
    delete: [
      ['apigateway:GET', response],
      ['apigateway:DELETE', response],
    ],
  },
  'AWS::ApiGateway::Deployment': {
    create: [
      ['apigateway:POST', '/restapis/{RestApiId}/deployments'],
      ['apigateway:GET', '/restapis/{RestApiId}/deployments/{id}'],
      ['apigateway:PATCH', stage, 'StageDescription'],
    ],
    update: [
      ['apigateway:PATCH', '/restapis/{RestApiId}/deployments/{id}'],
      ['apigateway:GET', '/restapis/{RestApiId}/deployments/{id}'],
    ],
    delete: [
      ['apigateway:GET', '/restapis/{RestApiId}/deployments/{id}'],
      ['apigateway:DELETE', '/restapis/{RestApiId}/deployments/{id}'],
    ],
  },
  'AWS::ApiGateway::Stage': {
    create: [
      ['apigateway:POST', '/restapis/{RestApiId}/stages'],
      ['apigateway:PATCH', stage],
      ['apigateway:GET', stage],
      ...tagging(stage),
    ],
    update: [['apigateway:GET', stage], ['apigateway:PATCH', stage], ...tagging(stage)],
    delete: [['apigateway:DELETE', stage]],
  },
  'AWS::ApiGateway::UsagePlan': {
    create: [
      ['apigateway:POST', '/usageplans'],
      ['apigateway:GET', '/usageplans/{id}'],
      ...tagging('/usageplans/{id}'),
    ],
    update: [
      ['apigateway:GET', '/usageplans/{id}'],
      ['apigateway:PATCH', '/usageplans/{id}'],
      ...tagging('/usageplans/{id}'),
    ],
    delete: [
      ['apigateway:GET', '/usageplans/{id}'],
      ['apigateway:PATCH', '/usageplans/{id}', 'ApiStages'],
      ['apigateway:DELETE', '/usageplans/{id}'],
    ],
  },
  'AWS::ApiGateway::ApiKey': {
    create: [
      ['apigateway:POST', '/apikeys'],
      ['apigateway:GET', '/apikeys/{id}'],
      ...tagging('/apikeys/{id}'),
    ],
    update: [
      ['apigateway:GET', '/apikeys/{id}'],
      ['apigateway:PATCH', '/apikeys/{id}'],
      ...tagging('/apikeys/{id}'),
    ],
    delete: [
      ['apigateway:GET', '/apikeys/{id}'],
      ['apigateway:DELETE', '/apikeys/{id}'],
    ],
  },
  'AWS::ApiGateway::UsagePlanKey': {
    create: [
      ['apigateway:POST', '/usageplans/{UsagePlanId}/keys'],
      ['apigateway:GET', '/usageplans/{UsagePlanId}/keys/{KeyId}'],
    ],
    delete: [
      ['apigateway:GET', '/usageplans/{UsagePlanId}/keys/{KeyId}'],
      ['apigateway:DELETE', '/usageplans/{UsagePlanId}/keys/{KeyId}'],
    ],
  },
  'AWS::ApiGateway::Account': {
    create: [
      ['apigateway:PATCH', '/account'],
      ['iam:GetRole', '{CloudWatchRoleArn}', 'CloudWatchRoleArn'],
      ['iam:PassRole', '{CloudWatchRoleArn}', 'CloudWatchRoleArn'],
    ],
    update: [
      ['apigateway:PATCH', '/account'],
      ['iam:GetRole', '{CloudWatchRoleArn}', 'CloudWatchRoleArn'],
      ['iam:PassRole', '{CloudWatchRoleArn}', 'CloudWatchRoleArn'],
    ],
    // The handler's delete does nothing (S-LSP), though its schema lists PATCH.
  },
};
