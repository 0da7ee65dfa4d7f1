import { divergences as ofMiniStack } from '../../lib/testing/divergences';
import { divergences as ofMoto } from '../../sandbox/testing/divergences';
import { modelGaps } from '../../sandbox/testing/models/model-gaps';

type Divergence = { fact: string; instead: string; source: string };

/** The text of `docs/divergences.md`. */
export function divergencesPage(): string {
  const gaps = modelGaps.map(({ what, source }) => `| ${cell(what)} | ${cell(source)} |`);
  return `# Divergences

Where programs that we did not write differ from AWS, or from the local AWS. Written by \`npm run divergences\` from lists that
the tests read: where one stands, the test must fail with the complaint that is known, so one that vanishes is noticed.
AWS does what the first column says, and so does the local AWS.

## MiniStack

Sluice's own AWS layer and runs, \`lib/runs/conformance.sandbox.test.ts\`, against the local AWS and, by
\`npm run conformance -- ministack\`, against MiniStack.

${table('MiniStack', ofMiniStack)}

## moto

The same tests, \`sandbox/apigateway/facts.test.ts\` and \`sandbox/ec2/facts.test.ts\`, run against the local AWS and, by
\`npm run conformance -- moto\`, against moto.

${table('moto', ofMoto)}

## AWS's own models

What AWS answers although the models of its services do not allow it.

| AWS answers | source |
|---|---|
${gaps.join('\n')}
`;
}

function table(emulator: string, divergences: readonly Divergence[]): string {
  const rows = divergences.map(
    ({ fact, instead, source }) => `| ${cell(fact)} | ${cell(instead)} | ${cell(source)} |`,
  );
  return [`| AWS's fact | ${emulator} | source |`, '|---|---|---|', ...rows].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
