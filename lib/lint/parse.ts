import { parseCloudFormation } from './cloudformation';
import { parseTerraform } from './hcl';
import type { Parsed } from './types';

/** Longer text is refused before it is read: ten times what CloudFormation takes inline. */
export const maxLength = 512_000;

/** Reads what was pasted, in the language it is written in. */
export function parse(text: string): Parsed {
  const isCloudFormation =
    text.trimStart().startsWith('{') ||
    /^(?:Resources|"Resources"|AWSTemplateFormatVersion)\s*:/m.test(text);
  return isCloudFormation ? parseCloudFormation(text) : parseTerraform(text);
}
