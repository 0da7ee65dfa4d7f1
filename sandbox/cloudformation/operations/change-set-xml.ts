import type { XmlValue } from '../../wire/xml';
import type { ChangeSetRecord, ResourceChange } from '../types';

export function summaryXml(changeSet: ChangeSetRecord): { [element: string]: XmlValue } {
  return {
    ChangeSetName: changeSet.changeSetName,
    ChangeSetId: changeSet.changeSetId,
    StackId: changeSet.stackId,
    StackName: changeSet.stackName,
    Description: changeSet.description,
    CreationTime: new Date(changeSet.createdAt),
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    IncludeNestedStacks: false,
  };
}

export function changeXml(change: ResourceChange, withValues: boolean): XmlValue {
  const details: XmlValue[] = change.properties.map((property) => ({
    Target: {
      Attribute: 'Properties',
      Name: property.name,
      RequiresRecreation: property.requiresRecreation,
      Path: withValues ? `/Properties/${property.name}` : undefined,
      BeforeValue: withValues ? property.before : undefined,
      AfterValue: withValues ? property.after : undefined,
      AttributeChangeType: withValues ? property.attributeChangeType : undefined,
    },
    Evaluation: property.after?.includes('KNOWN_AFTER_APPLY') ? 'Dynamic' : 'Static',
    ChangeSource: 'DirectModification',
  }));
  const scopes = [
    ...(change.tagsChanged ? ['Tags'] : []),
    ...(change.metadataChanged ? ['Metadata'] : []),
  ];
  for (const Attribute of scopes) {
    details.push({
      Target: { Attribute, RequiresRecreation: 'Never' },
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
    });
  }
  return {
    Action: change.action,
    LogicalResourceId: change.logicalId,
    PhysicalResourceId: change.physicalId,
    ResourceType: change.type,
    Replacement: change.replacement,
    Scope: [...(change.properties.length > 0 ? ['Properties'] : []), ...scopes],
    Details: details,
    BeforeContext: withValues ? change.before : undefined,
    AfterContext: withValues ? change.after : undefined,
  };
}
