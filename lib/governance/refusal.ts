import type { ProxySpec } from '@/templates/proxy/spec';
import { AppError } from '../errors';
import type { Verdict } from './types';

/** The guardrails' no, or not without being asked. `denied` to the caller, with the findings. */
export class GuardrailRefused extends AppError {
  readonly verdict: Verdict;
  readonly object: string;
  readonly team: string;
  /** What was judged: what an approval would be for. */
  readonly spec: ProxySpec;

  constructor(verdict: Verdict, spec: ProxySpec) {
    const rules = verdict.findings.map(({ rule }) => rule).join(', ');
    super('denied', `${spec.name} is beyond the guardrails: ${rules}`, {
      detail: verdict.findings.map(({ reason }) => reason).join(' '),
    });
    this.name = 'GuardrailRefused';
    this.verdict = verdict;
    this.object = spec.name;
    this.team = spec.team;
    this.spec = spec;
  }
}
