/** Anything a template may hold: JSON, in which intrinsic functions are objects with one `Fn::` key (or `Ref`). */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

export type Resource = {
  Type: string;
  /** Logical ids that must exist first where no reference says so already. */
  DependsOn?: string | string[];
  DeletionPolicy?: 'Delete' | 'Retain';
  UpdateReplacePolicy?: 'Delete';
  Metadata?: { [key: string]: Value };
  Properties?: { [key: string]: Value };
};

export type Resources = { [logicalId: string]: Resource };

export type Output = { Description: string; Value: Value };

export type Outputs = { [name: string]: Output };

/** A CloudFormation template without parameters: all that varies is baked in, so equal text is equal effect. */
export type Template = {
  AWSTemplateFormatVersion: '2010-09-09';
  Description: string;
  /** `Spec` is JSON: see `specOfMetadata`. */
  Metadata: { Sluice: { Version: string; Spec: string } };
  Resources: Resources;
  Outputs: Outputs;
};

/** CloudFormation refuses a longer template when it is sent inline (aws-sdk CreateStackInput.TemplateBody). */
export const templateBytesMax = 51_200;

export function ref(logicalId: string): Value {
  return { Ref: logicalId };
}

export function getAtt(logicalId: string, attribute: string): Value {
  return { 'Fn::GetAtt': [logicalId, attribute] };
}

/** `text` may name `${LogicalId}`, `${LogicalId.Attribute}` and pseudo parameters such as `${AWS::Region}`. */
export function sub(text: string): Value {
  return { 'Fn::Sub': text };
}

export function join(separator: string, values: Value[]): Value {
  return { 'Fn::Join': [separator, values] };
}

export function select(index: number, list: Value): Value {
  return { 'Fn::Select': [index, list] };
}

export function split(separator: string, text: Value): Value {
  return { 'Fn::Split': [separator, text] };
}

/** CloudFormation's list form of tags. */
export function tagList(tags: Record<string, string>): Value {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
