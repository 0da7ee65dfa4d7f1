import { AwsFault, type SandboxContext } from '../../context';
import type { QueryOperation } from '../../wire/query';
import { readTags } from '../describe';
import type { Tags } from '../types';

export const createTags: QueryOperation = async (context, form) => {
  for (const id of form.strings('ResourceId')) {
    Object.assign(requireTagged(context, id).tags, readTags(form));
  }
  return { return: true };
};

export const deleteTags: QueryOperation = async (context, form) => {
  for (const id of form.strings('ResourceId')) {
    const { tags } = requireTagged(context, id);
    for (const tag of form.list('Tag')) delete tags[tag.get('Key') ?? ''];
  }
  return { return: true };
};

function requireTagged(context: SandboxContext, id: string): { tags: Tags } {
  const { ec2 } = context;
  const found =
    ec2.vpcs.get(id) ??
    ec2.subnets.get(id) ??
    ec2.routeTables.get(id) ??
    ec2.securityGroups.get(id) ??
    ec2.endpoints.get(id);
  if (!found) throw new AwsFault('InvalidID', `The ID '${id}' is not valid`);
  return found;
}
