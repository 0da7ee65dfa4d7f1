import type { SandboxContext } from '../context';
import { quotaCodes } from '../servicequotas/quotas';
import { badRequest, conflict, limitExceeded, requireApi, requireResource } from './faults';
import { newId } from './ids';
import type { Resource } from './types';

// Source of the texts: LocalStack's AWS-validated snapshots and moto, except where marked.

const pathPartPattern = /^(\{[a-zA-Z0-9._-]+\+?\}|[a-zA-Z0-9._:-]+)$/;

export function createResource(
  context: SandboxContext,
  apiId: string,
  parentId: string,
  pathPart: string,
): Resource {
  const api = requireApi(context, apiId);
  const parent = requireResource(api, parentId);
  if (!pathPartPattern.test(pathPart)) {
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
  }
  if (isGreedy(parent.pathPart)) {
    throw badRequest(
      `Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`,
    );
  }
  checkSiblings(
    Object.values(api.resources).filter((it) => it.parentId === parentId),
    pathPart,
  );
  if (Object.keys(api.resources).length >= context.quotas.of(quotaCodes.resourcesPerApi)) {
    throw limitExceeded('Resources', 'API');
  }
  const path = parent.path === '/' ? `/${pathPart}` : `${parent.path}/${pathPart}`;
  const resource: Resource = { id: newId(6), parentId, pathPart, path, methods: {} };
  api.resources[resource.id] = resource;
  return resource;
}

/** Deletes a resource and all below it. */
export function deleteResource(context: SandboxContext, apiId: string, id: string): void {
  const api = requireApi(context, apiId);
  const resource = requireResource(api, id);
  // UNCONFIRMED text.
  if (resource.parentId === undefined) throw badRequest('Root resource cannot be deleted.');
  for (const child of Object.values(api.resources)) {
    if (child.parentId === id) deleteResource(context, apiId, child.id);
  }
  delete api.resources[id];
}

function checkSiblings(siblings: Resource[], pathPart: string): void {
  if (siblings.some((it) => it.pathPart === pathPart)) {
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  }
  const variable = siblings.find((it) => isVariable(it.pathPart));
  if (variable && isVariable(pathPart)) {
    throw badRequest(
      `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
    );
  }
}

function isVariable(pathPart: string | undefined): boolean {
  return pathPart?.startsWith('{') ?? false;
}

export function isGreedy(pathPart: string | undefined): boolean {
  return pathPart?.endsWith('+}') ?? false;
}
