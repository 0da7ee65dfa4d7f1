/** Something that AWS is known to answer although its model does not allow it. */
export type ModelGap = { what: string; line: RegExp; source: string };

/** Each with where AWS's own answer was seen. What is not listed here must obey the model. */
export const modelGaps: ModelGap[] = [
  {
    what: 'an endpoint’s state in small letters',
    line: /^ec2:\w+VpcEndpoints? answer \S*State: "(available|pending|deleting|deleted|rejected|failed)" is none of PendingAcceptance,/,
    source:
      'The model spells states with a capital, the wire in small letters: outputs of create-vpc-endpoint and describe-vpc-endpoints, EC2 Developer Guide, code examples',
  },
  {
    what: 'a stack’s event with a status of cleaning up',
    line: /^cloudformation:DescribeStackEvents answer \S*ResourceStatus: "UPDATE_(ROLLBACK_)?COMPLETE_CLEANUP_IN_PROGRESS" is none of/,
    source:
      'A stack is a resource among its own events, but ResourceStatus lacks these two of its statuses: User Guide, "View stack events", stack status codes; aws-facts D2',
  },
  {
    what: 'a stack’s event of being in review',
    line: /^cloudformation:DescribeStackEvents answer \S*ResourceStatus: "REVIEW_IN_PROGRESS" is none of/,
    source:
      'As above: a status of stacks that ResourceStatus lacks; aws-facts D2, events of a stack that a change set made',
  },
];
