import { parseCloudFormation } from './cloudformation';
import { parseTerraform } from './hcl';
import type { Parsed } from './types';

/** Longer text is refused before it is read: ten times what CloudFormation takes inline. */
export const maxLength = 512_000;

/** Reads what was pasted, in the language it is written in. */
export function parse(text: string): Parsed {
  const head = /^(?:Resources|"Resources"|AWSTemplateFormatVersion)\s*:/m.exec(text)?.index ?? -1;
  // A stack's template may stand within Terraform, as a heredoc.
  const isWithin = /^[^\S\n]*resource[^\S\n]+"[^"\n]*"[^\S\n]+"/m.test(text.slice(0, head));
  const isCloudFormation = text.trimStart().startsWith('{') || (head >= 0 && !isWithin);
  return isCloudFormation ? parseCloudFormation(text) : parseTerraform(text);
}
