// `npm run advisories`: whether a package in the lock has a known high finding, by the registry's advisories. Where the
// registry does not say, that is not proven, and said so; with ADVISORIES_REQUIRED=1 it is a failure.
import { readAdvisories } from './steps/advisories.mjs';
import { root } from './steps/prepare.mjs';
import { main, requireNode, StepError } from './steps/run.mjs';

await main(async () => {
  requireNode();
  const { findings, packages, unknown } = await readAdvisories(root);
  if (unknown) {
    const said = `Known findings in packages: NOT PROVEN, the registry does not say (${unknown}).`;
    if (process.env.ADVISORIES_REQUIRED === '1') throw new StepError(said);
    return console.log(said);
  }
  if (findings.length > 0)
    throw new StepError(['Packages with a known high finding:', ...findings].join('\n  '));
  console.log(`Of ${packages} packages none has a known high finding.`);
});
