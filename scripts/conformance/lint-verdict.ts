import type { Accepted } from './lint-accepted';

/** One finding of cfn-lint's. `at` is the path in the template, joined by slashes; the template may silence it. */
export type Finding = { rule: string; message: string; at: string; silenced: boolean };

/** Something that is so or not, and what speaks against it. */
export type Check = { name: string; complaints: string[] };

/**
 * Findings that fail a template: those that nobody accepted, and errors and warnings that were accepted here but
 * would still greet whoever lints the template on their own.
 */
export function faults(findings: Finding[], accepted: Accepted[]): Finding[] {
  return findings.filter((finding) => {
    const isQuiet = finding.rule.startsWith('I') || finding.silenced;
    return !isQuiet || !accepted.some((one) => covers(one, finding));
  });
}

/** Accepted findings that no template shows any more: they would hide what comes. */
export function staleness(findings: Finding[], accepted: Accepted[]): Check {
  const gone = accepted.filter((one) => !findings.some((finding) => covers(one, finding)));
  return {
    name: 'what is accepted is still found',
    complaints: gone.map(
      ({ rule, at }) => `  ${rule} at ${at} is accepted, and no template shows it`,
    ),
  };
}

/** What cfn-lint must see in canary.yaml for its silence elsewhere to mean anything. */
const seenInCanary: [rule: string, message: RegExp, silenced: boolean][] = [
  ['E3002', /NotAProperty/, false],
  ['E3006', /us-gov-west-1/, false],
  ['W2001', /Unused/, false],
  ['W3010', /us-east-1a/, true],
  ['I3011', /DeletionPolicy/, false],
];

export function canaryCheck(findings: Finding[]): Check {
  const unseen = seenInCanary.filter(
    ([rule, message, silenced]) =>
      !findings.some((f) => f.rule === rule && message.test(f.message) && f.silenced === silenced),
  );
  return {
    name: 'cfn-lint sees what is wrong with a wrong template',
    complaints: unseen.map(([rule, message]) => `  not seen: ${rule} ${message}`),
  };
}

function covers({ rule, at }: Accepted, finding: Finding): boolean {
  return finding.rule === rule && at.test(finding.at);
}
