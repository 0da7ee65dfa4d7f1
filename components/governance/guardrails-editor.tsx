'use client';

import { useMemo, useState } from 'react';
import { Section } from '@/components/ui/section';
import { canonical } from '@/lib/canonical';
import { writeGuardrailsFile } from '@/lib/governance/file';
import type { Guardrails } from '@/lib/governance/guardrails';
import { runRuleTests } from '@/lib/governance/rule-tests';
import { useTranslations } from '@/lib/i18n/client';
import { rulesIn, type Scope, withRules } from './draft';
import { FilePanel } from './file-panel';
import { type ReplayAction, ReplayPanel } from './replay-panel';
import { RuleList } from './rule-list';
import { SaveGuardrails, type SaveGuardrailsAction } from './save-guardrails';
import { ScopeChoice } from './scope-choice';
import { TestList } from './test-list';

/** The guardrails as a draft: rules, their tests, the file, what it would have stopped, and the way into force. */
export function GuardrailsEditor({
  inForce,
  version,
  initial,
  teams,
  save,
  replay,
}: {
  inForce: Guardrails;
  /** Of what is in force. */
  version: number;
  /** Where the draft begins: what is in force, or an earlier version. */
  initial: Guardrails;
  /** Teams that are known, with rules of their own or not. */
  teams: readonly string[];
  save: SaveGuardrailsAction;
  replay: ReplayAction;
}) {
  const t = useTranslations('guardrails');
  const [draft, setDraft] = useState(initial);
  const [scope, setScope] = useState<Scope>({ team: null });
  const [began] = useState(() => new Date());
  const document = useMemo(() => writeGuardrailsFile(draft), [draft]);
  const isChanged = useMemo(() => canonical(draft) !== canonical(inForce), [draft, inForce]);
  const results = useMemo(() => runRuleTests(draft, began), [draft, began]);
  const met = results.filter(({ isMet }) => isMet).length;
  const own = rulesIn(draft, scope);
  const isTeam = scope.team !== null;
  const names = [...new Set([...teams, ...Object.keys(draft.teams)])].sort();
  return (
    <div className="flex flex-col gap-10">
      <Section title={t('rules.title')}>
        <div className="flex flex-col gap-4">
          <ScopeChoice teams={names} scope={scope} onChange={setScope} />
          <RuleList
            key={scope.team ?? ''}
            rules={own}
            inherited={
              isTeam ? draft.defaults.filter(({ id }) => !own.some((rule) => rule.id === id)) : []
            }
            isTeam={isTeam}
            onChange={(rules) => setDraft(withRules(draft, scope, rules))}
          />
        </div>
      </Section>
      <Section
        title={t('tests.title')}
        meta={t('tests.meta', { met: String(met), count: String(results.length) })}
      >
        <TestList results={results} onChange={(tests) => setDraft({ ...draft, tests })} />
      </Section>
      <Section title={t('replay.title')}>
        <ReplayPanel document={document} action={replay} />
      </Section>
      <Section title={t('file.title')}>
        <FilePanel draft={draft} onTake={setDraft} />
      </Section>
      <Section title={t('save.title')}>
        <SaveGuardrails
          document={document}
          base={version}
          isChanged={isChanged}
          isFailing={met < results.length}
          action={save}
          onDrop={() => setDraft(inForce)}
        />
      </Section>
    </div>
  );
}
