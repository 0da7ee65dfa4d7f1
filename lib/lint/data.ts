import 'server-only';
import { type RestApiRow, readApiSettings, readRestApis } from '../aws/rest-apis';
import { mainTarget } from '../aws/targets';
import { readVpcFacts } from '../aws/vpc-facts';
import type { Known } from '../known';
import { templateOfApi } from './existing';

/** The REST APIs of the account, by name, whoever made them. */
export function listApis(): Promise<Known<RestApiRow[]>> {
  return readRestApis(mainTarget());
}

/**
 * One API of the account, as the CloudFormation that would make it so; null where there is none. Throws an AppError
 * where API Gateway could not be asked; without EC2's answer its endpoints are left out.
 */
export async function readApi(apiId: string): Promise<{ name: string; text: string } | null> {
  if (!/^[a-z0-9]{1,32}$/.test(apiId)) return null;
  const target = mainTarget();
  const settings = await readApiSettings(target, apiId);
  if (!settings) return null;
  const network = settings.vpcEndpointIds.length > 0 ? await readVpcFacts(target) : null;
  return { name: settings.name, text: templateOfApi(settings, network?.value ?? null) };
}
