export const lint = {
  title: 'Trap lint',
  lead: 'Paste Terraform or CloudFormation of a private API: what will go wrong is told at its line.',
  private: 'It is read in your browser and sent nowhere.',
  label: 'The template',
  placeholder: 'resource "aws_api_gateway_rest_api" …',
  example: 'Try the example',
  clear: 'Clear',
  emptyTitle: 'Nothing pasted yet',
  emptyText:
    'Terraform, or CloudFormation as YAML or JSON. What is no template is passed over and said. The example is a published way out that works once; it has nearly every trap.',
  result: 'Findings',
  clean: 'No trap found in {count, plural, one {# resource} other {# resources}}',
  cleanText: 'That is all these rules know, and no proof that it works.',
  count:
    '{count, plural, one {# finding} other {# findings}} in {resources, plural, one {# resource} other {# resources}}',
  line: 'Line {line}',
  go: 'Show line {line} in the template',
  fix: 'Fix',
  source: 'Source',
  copy: 'Copy as Markdown',
  tooLong: 'Too long',
  tooLongText: 'At most 512,000 characters are read.',
  unread: 'Passed over: no template, or not understood',
  severity: { error: 'Fault', warning: 'Risk', note: 'Note' },
  rule: {
    'constant-uri': {
      title: 'Every path ends at one address',
      why: 'The resource takes any path, but the upstream’s URL has no place for it: each call goes to the same address.',
      fix: "Write the placeholder into the URL, https://host/'{'proxy'}', and map integration.request.path.proxy to method.request.path.proxy.",
    },
    'fixed-method': {
      title: 'Every call is sent with one HTTP method',
      why: 'The method takes ANY, the integration always sends the one written here: a POST arrives as something else.',
      fix: 'Set the integration’s HTTP method to ANY: the caller’s own is used then.',
    },
    'flattened-status': {
      title: 'The upstream’s errors come back as 200',
      why: 'A custom HTTP integration without selection patterns answers everything with its default response: callers never see a 429 or a 500.',
      fix: 'Use HTTP_PROXY, or one integration response for each status, with a selection pattern.',
    },
    'lost-headers': {
      title: 'Callers’ headers do not reach the upstream',
      why: 'A custom HTTP integration forwards only the headers that are mapped: Authorization is not among them.',
      fix: 'Use HTTP_PROXY, or map each header the upstream needs.',
    },
    'constant-body': {
      title: 'Callers get this text instead of the answer',
      why: 'A template that never names $input replaces the upstream’s body by itself. (Inferred from how templates work.)',
      fix: 'Remove the template, or use HTTP_PROXY, which has none.',
    },
    'cache-key': {
      title: 'A cache would mix callers’ answers',
      why: 'Only the path is in the cache key: once the cache is on, other queries and headers get the same answer. (Inferred.)',
      fix: 'Remove the key while there is no cache, or add what tells answers apart.',
    },
    'unmapped-placeholder': {
      title: 'The URL’s placeholder is mapped nowhere',
      why: 'A placeholder in the URL is an integration parameter; without a mapping the call fails.',
      fix: "Map integration.request.path.'<'name'>' to the method’s parameter.",
    },
    'one-zone': {
      title: 'The endpoint stands in one zone',
      why: 'When that zone fails, every proxy of the VPC is cut off.',
      fix: 'Give it subnets in two zones or more that offer execute-api.',
    },
    'region-in-service': {
      title: 'The Region is written into the service name',
      why: 'The template fails or points elsewhere in any other Region.',
      fix: 'Build the name from the Region: a data source, or AWS::Region.',
    },
    'open-endpoint-policy': {
      title: 'The endpoint lets calls to every account’s APIs through',
      why: 'Without a policy the endpoint allows everything: private APIs of other accounts are a way for data to leave.',
      fix: 'Allow execute-api:Invoke on this account’s APIs only.',
    },
    'private-dns-off': {
      title: 'The API’s usual name does not resolve here',
      why: 'Private DNS is off, as it is where nothing is said: callers need the endpoint’s own name and a Host header.',
      fix: 'Switch private DNS on, or call the API by its endpoint’s alias.',
    },
    'gateway-endpoint': {
      title: 'This is a Gateway endpoint',
      why: 'execute-api needs an interface endpoint; where no type is written, it is Gateway.',
      fix: 'Set the type to Interface.',
    },
    'no-dns-hostnames': {
      title: 'The VPC has no DNS host names',
      why: 'Private DNS needs both DNS support and DNS host names; the latter are off unless said.',
      fix: 'Enable DNS host names on the VPC.',
    },
    'self-group': {
      title: 'Whoever calls must share the endpoint’s group',
      why: 'The group lets in its own members only: every caller needs the same group, and whatever else it allows.',
      fix: 'Give endpoint and callers a group each, and allow 443 from one to the other.',
    },
    'open-egress': {
      title: 'The group may call anything',
      why: 'In a VPC without a way out it does nothing today; with the first route it is a hole.',
      fix: 'Allow 443 to the endpoint’s group only.',
    },
    'deployed-too-early': {
      title: 'It is deployed before it is whole',
      why: 'The deployment does not wait for the integrations or methods: now and then it fails with “No integration defined for method”.',
      fix: 'Let it depend on them: depends_on or triggers in Terraform, DependsOn in CloudFormation.',
    },
    'never-redeployed': {
      title: 'Later edits never go live',
      why: 'A deployment is a snapshot; without triggers Terraform makes it once, and changes stay saved only.',
      fix: 'Hash methods, integrations and the policy into triggers, and create before destroying.',
    },
    'no-root-method': {
      title: 'The root path answers 403',
      why: 'A greedy path does not match the empty one: a call to / is “Missing Authentication Token”.',
      fix: 'Add the same method to the root resource.',
    },
    'private-without-policy': {
      title: 'A private API without a policy cannot be deployed',
      why: 'AWS refuses the deployment of a private API that has no resource policy.',
      fix: 'Put the policy on the API itself, not in a later step.',
    },
    'unmetered-method': {
      title: 'Calls here need no key',
      why: 'There is a usage plan, but this method asks for no key: its calls are counted nowhere.',
      fix: 'Require the API key on every method.',
    },
    'no-access-log': {
      title: 'Nobody will know who was refused, and why',
      why: 'The stage writes no access log; metrics do not tell a refused key from a spent quota.',
      fix: 'Write a JSON access log with status, error.responseType and identity.apiKeyId.',
    },
    'no-tags': {
      title: 'Nobody owns this',
      why: 'The tags are empty: neither cost nor questions find a team.',
      fix: 'Tag at least team, owner and environment.',
    },
    'caller-gives-up-first': {
      title: 'The function ends before the answer can come',
      why: 'Its timeout is no longer than the integration’s: it dies first, and a 504 is never seen.',
      fix: 'Give it five seconds more than the integration has.',
    },
    'ageing-runtime': {
      title: 'The runtime is old or near its end',
      why: 'AWS ends the support of runtimes by date, and then refuses changes.',
      fix: 'Choose a current one, such as nodejs24.x or python3.14.',
    },
    'greedy-in-url': {
      title: 'The URL holds a placeholder',
      why: "'{'proxy+'}' is the resource’s pattern, not a path: the call is sent with these letters.",
      fix: 'Write the real path after the stage.',
    },
    'key-in-source': {
      title: 'The key stands in the source',
      why: 'Whoever reads the code or its history has the key.',
      fix: 'Hand it over at run time, and rotate the one that was written down.',
    },
    'missing-package': {
      title: 'A package that the runtime does not bring',
      why: 'requests must be packed with the function, or the import fails.',
      fix: 'Pack it, or use the standard library.',
    },
  },
};
