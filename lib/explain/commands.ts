import { accessLogGroup } from '@/templates/proxy/access-log';
import type { Reading } from './types';
import type { CauseId } from './usual-causes';

/**
 * A command that confirms or rules out a cause, with what the paste tells filled in; what it does not tell stands as
 * a word in capitals. Null where no command would tell. Everything filled in was matched strictly when it was read.
 */
export function commandFor(cause: CauseId, reading: Reading): string | null {
  const { call } = reading;
  const host = call.host ?? 'HOST';
  const api = call.apiId ?? 'API_ID';
  const endpoint = call.endpointId ?? 'ENDPOINT_ID';
  const region = call.region ?? 'REGION';
  const url = urlOf(reading);
  const idHeader = call.form === 'endpoint-host' ? ` -H 'x-apigw-api-id: ${api}'` : '';
  const aws = (rest: string) => `aws ${rest}${call.region ? ` --region ${call.region}` : ''}`;
  switch (cause) {
    case 'key_missing':
    case 'key_placeholder':
    case 'key_malformed':
    case 'key_wrong':
    case 'key_fresh':
      return `curl -sS -i${idHeader} -H "x-api-key: $PROXY_KEY" '${url}'`;
    case 'key_not_in_plan':
      return aws(
        `apigateway get-usage-plans --query "items[?apiStages[?apiId=='${api}']].[id,name,apiStages]"`,
      );
    case 'host_without_id':
      return `curl -sS -i -H 'x-apigw-api-id: API_ID' -H "x-api-key: $PROXY_KEY" '${url}'`;
    case 'api_unknown':
      return aws(
        `apigateway get-rest-api --rest-api-id ${api} --query '[name,endpointConfiguration]'`,
      );
    case 'stage_wrong':
      return aws(`apigateway get-stages --rest-api-id ${api} --query 'item[].stageName'`);
    case 'waf_rule':
      return aws(
        `apigateway get-stages --rest-api-id ${api} --query 'item[].[stageName,webAclArn]'`,
      );
    case 'resource_policy_deny':
    case 'resource_policy_silent':
      return aws(`apigateway get-rest-api --rest-api-id ${api} --query policy --output text`);
    case 'policy_not_deployed':
      return aws(
        `apigateway get-stages --rest-api-id ${api} --query 'item[].[stageName,deploymentId,lastUpdatedDate]'`,
      );
    case 'endpoint_policy_deny':
    case 'endpoint_policy_silent':
      return aws(
        `ec2 describe-vpc-endpoints --vpc-endpoint-ids ${endpoint} --query 'VpcEndpoints[].PolicyDocument' --output text`,
      );
    case 'path_unknown':
    case 'path_template':
    case 'iam_unsigned':
      return aws(
        `apigateway get-resources --rest-api-id ${api} --embed methods --query 'items[].[path,resourceMethods]'`,
      );
    case 'quota_spent':
    case 'throttle_key':
      return aws(
        `apigateway get-usage-plans --query "items[?apiStages[?apiId=='${api}']].[id,name,quota,throttle]"`,
      );
    case 'throttle_stage':
      return aws(
        `apigateway get-stages --rest-api-id ${api} --query 'item[].[stageName,methodSettings]'`,
      );
    case 'throttle_account':
      return aws('apigateway get-account --query throttleSettings');
    case 'private_dns_off':
      return aws(
        `ec2 describe-vpc-endpoints --filters Name=service-name,Values=com.amazonaws.${region}.execute-api --query 'VpcEndpoints[].[VpcEndpointId,VpcId,State,PrivateDnsEnabled]'`,
      );
    case 'outside_vpc':
    case 'resolver_own':
    case 'name_mistyped':
    case 'public_address':
      return `dig +short ${host}`;
    case 'direct_call':
      return 'env | grep -iE "base_?url|endpoint"';
    case 'security_group':
      return aws(
        `ec2 describe-vpc-endpoints --filters Name=service-name,Values=com.amazonaws.${region}.execute-api --query 'VpcEndpoints[].[VpcEndpointId,Groups]'`,
      );
    case 'subnet_route':
    case 'port_wrong':
      return `curl -sv --connect-timeout 5 -o /dev/null 'https://${host}/' 2>&1 | grep -E 'Trying|Connected|timed out|refused'`;
    case 'ca_missing':
    case 'tls_inspected':
    case 'host_form_tls':
    case 'tls_version':
      return `openssl s_client -connect ${host}:443 -servername ${host} </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates`;
    case 'clock_wrong':
      return 'date -u';
    case 'revocation_offline':
      return `curl.exe --ssl-no-revoke -sS -i '${url}'`;
    case 'forward_proxy_set':
      return 'env | grep -i _proxy';
    case 'upstream_name':
    case 'upstream_refuses':
    case 'upstream_tls':
      return "curl -sv -o /dev/null 'https://UPSTREAM_HOST/'";
    case 'upstream_slow':
    case 'client_impatient':
    case 'stream_cut':
      return `curl -sS -o /dev/null${idHeader} -H "x-api-key: $PROXY_KEY" -w 'first byte %{time_starttransfer}s, all %{time_total}s\\n' '${url}'`;
    case 'upstream_redirects':
      return `curl -sS -o /dev/null${idHeader} -H "x-api-key: $PROXY_KEY" -w '%{http_code} %{redirect_url}\\n' '${url}'`;
    default:
      return null;
  }
}

/** The URL that was called, as far as it is known; braces and the like do not go into a command. */
function urlOf({ call }: Reading): string {
  const path = call.path && /^\/[\w.~/-]*$/.test(call.path) ? call.path : '/STAGE/PATH';
  return `https://${call.host ?? 'HOST'}${path}`;
}

/** Where and how a request is found by its id: the access log of a proxy of ours, in CloudWatch Logs Insights. */
export type LogSearch = { id: string; group: string; query: string };

/** Null where the paste holds no id. The second id is the one that only API Gateway writes. */
export function logSearch(
  { requestId, extendedRequestId }: Reading,
  proxy: string | null,
): LogSearch | null {
  const wanted = [
    requestId && `requestId = "${requestId}"`,
    extendedRequestId && `extendedRequestId = "${extendedRequestId}"`,
  ].filter(Boolean);
  const id = extendedRequestId ?? requestId;
  if (id === null) return null;
  return {
    id,
    group: accessLogGroup(proxy ?? 'PROXY_NAME'),
    query: [
      'fields @timestamp, status, errorType, errorMessage, integrationStatus, integrationLatency, apiKeyId, vpceId, path',
      `filter ${wanted.join(' or ')}`,
      'limit 20',
    ].join('\n| '),
  };
}
