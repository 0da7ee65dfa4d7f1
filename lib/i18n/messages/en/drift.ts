export const drift = {
  title: 'Live = saved',
  state: {
    live: 'Live',
    undeployed: 'Not deployed',
    drifted: 'Changed outside',
    changing: 'Changing',
    failed: 'Not live',
    unknown: 'Unknown',
  },
  text: {
    live: 'What API Gateway does is what was deployed and what is saved.',
    undeployed:
      '{count, plural, one {# thing that is saved is not deployed.} other {# things that are saved are not deployed.}}',
    drifted:
      '{count, plural, one {# thing was changed in AWS outside Sluice.} other {# things were changed in AWS outside Sluice.}}',
    changing: 'A run is working on the stack.',
    failed: 'The stack did not come up, so nothing answers.',
    unknown: 'API Gateway has not been compared with this deployment yet.',
    unknownOld: 'The last comparison is too old to say that it is live.',
  },
  networkLive:
    'The VPC’s DNS and routes, the endpoint with its policy, the security groups and the probe’s settings are as they were deployed.',
  networkText: 'Every proxy of this network hangs on it.',
  compared: 'Compared <when></when>',
  neverCompared: 'Not compared yet',
  seeBelow: 'See what differs',
  planWaits: 'An edit is planned and not executed yet.',
  check: 'Compare now',
  checking: 'Asking AWS…',
  table: 'What is not the same on all three sides',
  column: {
    property: 'Property',
    ours: 'Saved',
    deployed: 'Last deployed',
    actual: 'Actual',
  },
  kind: {
    undeployed: 'not deployed',
    drift: 'changed outside',
    both: 'changed outside, and not deployed',
  },
  absent: 'absent',
  whole: 'the resource itself',
  notAdoptable: 'The spec has no word for it.',
  notRevertible: 'CloudFormation does not manage it: take it away in AWS.',
  notRevertibleLost:
    'It is gone for good: what is made anew has another id, and a key another value.',
  notRevertibleTable:
    'Another route table has this subnet: take the subnet away from it in AWS, then revert.',
  revert: 'Revert',
  revertText:
    'Puts the actual values back to what was last deployed. Two updates of the stack: first it is told what is, then the deployed template again.',
  revertStuck: 'Cannot be reverted while something is there that CloudFormation does not manage.',
  revertPartly: 'What was added beside the template stays.',
  revertNone:
    'Cannot be reverted: CloudFormation does not manage what differs, or something whole is gone for good.',
  adopt: 'Adopt',
  adoptText: 'Plans an edit that saves the actual values, where the spec can say them: {what}.',
  adoptNone: 'Nothing of it can be adopted: the spec has no word for it.',
  deploy: 'Deploy',
  deployText: 'Plans the deployment of what is saved. It waits for you to execute it.',
  mayNot: 'Only team {team} and the platform team may change this proxy.',
  mayNotNetwork: 'Only team {team} and the platform team may change this network.',
} as const;
