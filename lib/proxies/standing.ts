import { environments } from '@/templates/names';
import { absentOutput } from '@/templates/network/template';
import type { Spec } from '@/templates/spec';
import { ownerFromTag } from '@/templates/tags';
import type { StackRow } from '../aws/stacks';
import type { LatestStep } from '../runs/latest';
import { readStatus } from './status';
import type { Environment, StackFacts } from './types';

/** StackFacts.status of an object whose stack was asked for and does not stand: no CloudFormation status. */
export const notMadeStatus = 'NOT_MADE';

/** What a stack says about itself; a run that is deleting it is ahead of CloudFormation. */
export function factsOfStack(
  stack: StackRow,
  spec: Spec | null,
  latest: LatestStep | null,
): StackFacts | null {
  const { phase } = readStatus(stack.status);
  if (phase === null) return null;
  const { tags } = stack;
  const isDeleting =
    latest?.isActive && latest.action === 'delete' && latest.stepState !== 'skipped';
  return {
    name: tags['sluice:name'] ?? stack.stackName,
    team: tags['sluice:team'] ?? '',
    owner: spec?.owner ?? ownerFromTag(tags['sluice:owner'] ?? ''),
    environment: environmentOf(tags['sluice:environment']),
    version: tags['sluice:version'] ?? '',
    stackName: stack.stackName,
    stackId: stack.stackId,
    phase: isDeleting ? 'deleting' : phase,
    status: stack.status,
    statusReason: stack.statusReason,
    // Absent in a fleet that was remembered before this was read.
    isProtected: stack.isProtected ?? false,
    createdAt: stack.createdAt,
    updatedAt: stack.updatedAt,
    outputs: present(stack.outputs),
  };
}

/**
 * An object that was asked for and has no stack: it waits for its turn, or what it needed failed before it. Null
 * when the last word on it was an update or a delete, or its stack stood once and is gone.
 */
export function factsOfAbsent(
  name: string,
  spec: Spec | null,
  latest: LatestStep,
): StackFacts | null {
  if (latest.action !== 'create' || latest.stepState === 'succeeded') return null;
  return {
    name,
    team: spec?.team ?? latest.team,
    owner: spec?.owner ?? '',
    environment: spec?.environment ?? 'dev',
    version: '',
    stackName: latest.stackName,
    stackId: '',
    phase: latest.isActive ? 'launching' : 'failed',
    status: notMadeStatus,
    statusReason: null,
    isProtected: false,
    createdAt: latest.requestedAt,
    updatedAt: null,
    outputs: {},
  };
}

/** Outputs that say that there is nothing are left out. */
function present(outputs: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== absentOutput));
}

function environmentOf(tag: string | undefined): Environment {
  return environments.find((known) => known === tag) ?? 'dev';
}

/** Account and Region, which every ARN names: arn:aws:cloudformation:REGION:ACCOUNT:stack/… */
export function placeOf(stackId: string, region: string): { region: string; accountId: string } {
  const parts = stackId.split(':');
  return { region: parts[3] ?? region, accountId: parts[4] ?? '' };
}
