import 'server-only';
import type { ResourceChange } from '../aws/change-sets';
import { loadRun, type RunRow, type StepRow } from './store';

/** What callers address and are known by: a plan that makes another of these is no adoption. */
const keptTypes: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGateway::UsagePlan',
  'AWS::ApiGateway::UsagePlanKey',
  'AWS::ApiGateway::ApiKey',
]);

/** Whether a run that adopts has come to the point where a person has to look at what will change. */
export function awaitsDecision(
  { kind, decidedBy }: Pick<RunRow, 'kind' | 'decidedBy'>,
  { action }: Pick<StepRow, 'action'>,
): boolean {
  return kind === 'import' && action === 'update' && decidedBy === null;
}

/** Logical ids of what a plan would make anew, or take away, though callers depend on it. */
export function lostIn(changes: readonly ResourceChange[]): string[] {
  return changes
    .filter(
      ({ resourceType, action, replacement }) =>
        keptTypes.has(resourceType) &&
        (action === 'Remove' || replacement === 'True' || replacement === 'Conditional'),
    )
    .map(({ logicalId }) => logicalId);
}

/** What CloudFormation said that a step would change; empty before it was asked. */
export async function plannedChanges(step: StepRow): Promise<ResourceChange[]> {
  return (await loadRun(step.runId))?.steps[step.index]?.plan?.changes ?? [];
}
