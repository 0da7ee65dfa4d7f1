'use client';

import { useTranslations } from '@/lib/i18n/client';
import { SelectField, TextField } from './form-fields';
import { useFormScope } from './form-scope';
import { Section } from './form-section';

const environments = ['dev', 'staging', 'prod'] as const;

/** Whose form it is: which teams one may choose from, and whether another may be named. */
export type FormTeams = { names: readonly string[]; isOpen: boolean };

/** Who: the name it goes by, whose it is, and what for. A network's form asks its name elsewhere. */
export function WhoSection({
  teams,
  hasName = true,
  hasLifetime = true,
}: {
  teams: FormTeams;
  hasName?: boolean;
  hasLifetime?: boolean;
}) {
  const t = useTranslations('create');
  const common = useTranslations('common.environment');
  return (
    <Section title={t('sections.who')}>
      {hasName && <NameField />}
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        <TeamField {...teams} />
        <SelectField
          name="environment"
          label={t('fields.environment.label')}
          hint={t('fields.environment.hint')}
          options={environments.map((value) => ({ value, label: common(value) }))}
        />
      </div>
      <TextField
        name="owner"
        label={t('fields.owner.label')}
        hint={t('fields.owner.hint')}
        placeholder={t('fields.owner.placeholder')}
        inputMode="email"
        autoComplete="email"
      />
      <TextField
        name="description"
        isOptional
        label={t('fields.description.label')}
        placeholder={t('fields.description.placeholder')}
        autoCapitalize="sentences"
        spellCheck
      />
      {hasLifetime && <LifetimeFields />}
    </Section>
  );
}

function NameField() {
  const t = useTranslations('create.fields.name');
  const { values } = useFormScope();
  const name = values.name.trim();
  return (
    <TextField
      name="name"
      label={t('label')}
      hint={name ? t('hint', { name }) : t('hintEmpty')}
      placeholder={t('placeholder')}
    />
  );
}

function LifetimeFields() {
  const t = useTranslations('create.fields');
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      {(['reviewOn', 'endsOn'] as const).map((name) => (
        <TextField
          key={name}
          name={name}
          type="date"
          isOptional
          label={t(`${name}.label`)}
          hint={t(`${name}.hint`)}
        />
      ))}
    </div>
  );
}

function TeamField({ names, isOpen }: FormTeams) {
  const t = useTranslations('create.fields.team');
  const field = { name: 'team', label: t('label'), hint: t('hint') } as const;
  if (!isOpen) {
    return <SelectField {...field} options={names.map((value) => ({ value, label: value }))} />;
  }
  return (
    <>
      <TextField {...field} list="team-names" />
      <datalist id="team-names">
        {names.map((team) => (
          <option key={team} value={team} />
        ))}
      </datalist>
    </>
  );
}
