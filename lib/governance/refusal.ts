import type { ProxySpec } from '@/templates/proxy/spec';
import { AppError } from '../errors';
import type { Permission } from '../identity/permissions';
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

/**
 * Not theirs to decide: nobody decides about their own (`own`), nor twice where two people have to (`twice`), both a
 * `conflict`; nor in place of whose word is needed (`other`), `denied`.
 */
export class DecisionRefused extends AppError {
  readonly why: 'own' | 'twice' | 'other';
  readonly about: { permission: Permission; object: string; team: string | null };

  constructor(why: DecisionRefused['why'], about: DecisionRefused['about']) {
    super(
      why === 'other' ? 'denied' : 'conflict',
      `${about.permission} of ${about.object}: ${why}`,
      why === 'other' ? {} : { reason: { id: why === 'own' ? 'ownDecision' : 'twice' } },
    );
    this.name = 'DecisionRefused';
    this.why = why;
    this.about = about;
  }
}
