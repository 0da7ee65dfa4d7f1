import { queryService } from '../wire/query';
import {
  createChangeSet,
  deleteChangeSet,
  describeChangeSet,
  executeChangeSet,
  listChangeSets,
} from './operations/change-sets';
import { continueUpdateRollback } from './operations/continue-update-rollback';
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
    ContinueUpdateRollback: continueUpdateRollback,
    CreateChangeSet: createChangeSet,
    CreateStack: createStack,
    DeleteChangeSet: deleteChangeSet,
    DeleteStack: deleteStack,
    DescribeChangeSet: describeChangeSet,
    DescribeAccountLimits: describeAccountLimits,
    DescribeStackEvents: describeStackEvents,
    DescribeStackResource: describeStackResource,
    DescribeStackResources: describeStackResources,
    DescribeStacks: describeStacks,
    ExecuteChangeSet: executeChangeSet,
    GetTemplate: getTemplate,
    GetTemplateSummary: getTemplateSummary,
    ListChangeSets: listChangeSets,
    ListExports: listExports,
    ListStackResources: listStackResources,
    ListStacks: listStacks,
    UpdateStack: updateStack,
    UpdateTerminationProtection: updateTerminationProtection,
    ValidateTemplate: validateTemplate,
  },
});
