import { queryService } from '../wire/query';
import { createStack } from './operations/create-stack';
import { deleteStack } from './operations/delete-stack';
import {
  describeStackEvents,
  describeStackResource,
  describeStackResources,
  listStackResources,
} from './operations/describe-resources';
import {
  describeAccountLimits,
  describeStacks,
  listExports,
  listStacks,
} from './operations/describe-stacks';
import { cancelUpdateStack, updateTerminationProtection } from './operations/settings';
import { getTemplate, getTemplateSummary, validateTemplate } from './operations/templates';
import { updateStack } from './operations/update-stack';

export const service = queryService({
  signingName: 'cloudformation',
  xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  operations: {
    CancelUpdateStack: cancelUpdateStack,
    CreateStack: createStack,
    DeleteStack: deleteStack,
    DescribeAccountLimits: describeAccountLimits,
    DescribeStackEvents: describeStackEvents,
    DescribeStackResource: describeStackResource,
    DescribeStackResources: describeStackResources,
    DescribeStacks: describeStacks,
    GetTemplate: getTemplate,
    GetTemplateSummary: getTemplateSummary,
    ListExports: listExports,
    ListStackResources: listStackResources,
    ListStacks: listStacks,
    UpdateStack: updateStack,
    UpdateTerminationProtection: updateTerminationProtection,
    ValidateTemplate: validateTemplate,
  },
});
