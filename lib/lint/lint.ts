import { type Understood, understood } from './adopt';
import { modelOf } from './model';
import { maxLength, parse } from './parse';
import type { RuleId, Severity } from './rule';
import { accessRules } from './rules-access';
import { apiRules } from './rules-api';
import { integrationRules } from './rules-integration';
import { networkRules } from './rules-network';
import { probeRules } from './rules-probe';
import type { Fault, Parsed } from './types';

const rules = [...integrationRules, ...networkRules, ...apiRules, ...accessRules, ...probeRules];

/** One trap at one line (from 1). `subject` is the resource's name, empty for text outside of any. */
export type Finding = {
  rule: RuleId;
  severity: Severity;
  source: string;
  line: number;
  subject: string;
};

/** Names a finding within its report: a template in one line has all of its traps at that line. */
export function findingId({ rule, line, subject }: Finding): string {
  return `${rule} ${line} ${subject}`;
}

export type Report = {
  language: Parsed['language'];
  resources: number;
  findings: Finding[];
  faults: Fault[];
  understood: Understood | null;
  /** The text is longer than is read; nothing else is told then. */
  isTooLong: boolean;
};

/** The traps in a pasted template, in the order of its lines. Pure; never throws; the text goes nowhere. */
export function lint(text: string): Report {
  if (text.length > maxLength)
    return {
      language: 'terraform',
      resources: 0,
      findings: [],
      faults: [],
      understood: null,
      isTooLong: true,
    };
  // Other line ends would put CR into values.
  const plain = text.replaceAll('\r\n', '\n');
  const parsed = parse(plain);
  const model = modelOf(parsed, plain);
  const findings = rules.flatMap(({ id, severity, source, find }) =>
    find(model).map((hit) => ({ rule: id, severity, source, ...hit })),
  );
  findings.sort((a, b) => a.line - b.line);
  return {
    language: parsed.language,
    resources: parsed.resources.length,
    findings: [...new Map(findings.map((each) => [findingId(each), each])).values()],
    faults: parsed.faults,
    understood: understood(model),
    isTooLong: false,
  };
}
