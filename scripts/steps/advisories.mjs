import { spawn } from 'node:child_process';

/** What counts as high, and as worse, in npm's words. */
const high = ['high', 'critical'];

/**
 * What the registry says of the packages that the lock in `cwd` names, as npm's own audit reads it: the names of those with
 * a known high finding and where it is told; or, as `unknown`, why nobody could say. Silence is never a clean bill.
 */
export async function readAdvisories(cwd, args = []) {
  const { text, fault } = await audit(cwd, args);
  const report = parsed(text);
  const vulnerabilities = report?.vulnerabilities;
  if (!vulnerabilities || !report.metadata?.vulnerabilities)
    return { unknown: oneLine(report?.message ?? report?.error?.summary ?? (text || fault)) };
  const findings = Object.values(vulnerabilities)
    .filter(({ severity }) => high.includes(severity))
    .map(({ name, severity, via }) => {
      const told = via.flatMap((each) => (typeof each === 'string' ? [] : [each.url]));
      return `${name} (${severity}): ${told.join(', ') || `by ${via.join(', ')}`}`;
    });
  return { findings, packages: report.metadata.dependencies?.total ?? 0 };
}

function audit(cwd, args) {
  return new Promise((resolve) => {
    const options = ['audit', '--json', '--package-lock-only', '--fetch-retries=1', ...args];
    const child = spawn('npm', options, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let [text, fault] = ['', ''];
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.stderr.on('data', (chunk) => {
      fault += chunk;
    });
    child.on('error', ({ message }) => resolve({ text: '', fault: message }));
    child.on('close', () => resolve({ text, fault }));
  });
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function oneLine(text) {
  return String(text).replace(/\s+/g, ' ').trim().slice(0, 300) || 'npm said nothing';
}
