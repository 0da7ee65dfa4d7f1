'use client';

import { FieldGroup } from '@/components/ui/field';
import { Choice } from '@/components/ui/input';
import { useTranslations } from '@/lib/i18n/client';
import type { NetworkChoices } from '@/lib/networks/types';
import { AdoptFields } from './adopt-fields';
import { FieldErrors } from './field-errors';
import { FieldFindings, SelectField, TextField } from './form-fields';
import { useErrorsOf, useFormScope } from './form-scope';
import { Section } from './form-section';

type Way = 'existing' | 'create' | 'adopt';

/** From where: a network Sluice has, a VPC made for it, or one of the account's own. */
export function NetworkSection({
  choices,
  ways,
  isForProxy,
}: {
  choices: NetworkChoices | null;
  ways: readonly Way[];
  isForProxy: boolean;
}) {
  const t = useTranslations('create');
  const { values, change } = useFormScope();
  const way = values.networkChoice as Way;
  return (
    <Section title={t('sections.fromWhere')}>
      <FieldGroup legend={t('fields.network.label')}>
        {ways.map((each) => (
          <Choice
            key={each}
            name="networkChoice"
            value={each}
            checked={way === each}
            onChange={() => change({ networkChoice: each })}
            label={t(`fields.network.${each}`)}
            hint={t(`fields.network.${each}Hint`)}
          />
        ))}
      </FieldGroup>
      {way === 'existing' && <ExistingNetwork networks={choices?.networks ?? []} />}
      {way === 'create' && <CreatedVpc offeredAzs={choices?.offeredAzs ?? []} />}
      {way === 'adopt' && (
        <AdoptFields vpcs={choices?.vpcs ?? []} asOf={choices?.vpcsAsOf ?? null} />
      )}
      {way !== 'existing' && <NewNetwork isForProxy={isForProxy} />}
      <FieldFindings names={['networkChoice']} />
    </Section>
  );
}

function ExistingNetwork({ networks }: { networks: NetworkChoices['networks'] }) {
  const t = useTranslations('create.fields.existingNetwork');
  return (
    <SelectField
      name="existingNetwork"
      label={t('label')}
      options={networks.map((network) => ({
        value: network.name,
        label: t('option', network),
      }))}
    />
  );
}

function CreatedVpc({ offeredAzs }: { offeredAzs: readonly string[] }) {
  const t = useTranslations('create.fields');
  const errors = useErrorsOf();
  const { values, change } = useFormScope();
  const known = [...new Set([...offeredAzs, ...values.azs])].sort();
  return (
    <>
      <TextField
        name="cidr"
        label={t('cidr.label')}
        hint={t('cidr.hint')}
        placeholder={t('cidr.placeholder')}
        inputMode="decimal"
        className="max-w-60 font-mono"
      />
      <FieldGroup legend={t('azs.label')} hint={t('azs.hint')}>
        {known.length === 0 && <p className="text-ink-muted text-sm">{t('azs.none')}</p>}
        <div className="flex flex-wrap gap-x-6">
          {known.map((az) => (
            <Choice
              key={az}
              type="checkbox"
              name="azs"
              value={az}
              checked={values.azs.includes(az)}
              onChange={(event) => change({ azs: toggled(values.azs, az, event.target.checked) })}
              label={az}
              aria-describedby="azs-error"
            />
          ))}
        </div>
        <FieldErrors id="azs-error" errors={errors('azs')} />
      </FieldGroup>
    </>
  );
}

/** What a network that does not exist yet has in every case: a name, and a probe or none. */
function NewNetwork({ isForProxy }: { isForProxy: boolean }) {
  const t = useTranslations('create.fields');
  const { values } = useFormScope();
  const name = values.networkName.trim() || (isForProxy && values.name.trim());
  const hint = isForProxy ? 'networkName.hint' : 'networkName.hintNetwork';
  return (
    <>
      <TextField
        name="networkName"
        isOptional={isForProxy}
        label={t('networkName.label')}
        hint={name ? t(hint, { name }) : t('name.hintEmpty')}
        placeholder={isForProxy && values.name ? `${values.name}…` : t('networkName.placeholder')}
      />
      <ProbeChoice />
    </>
  );
}

export function ProbeChoice() {
  const t = useTranslations('create.fields.probe');
  const { values, change } = useFormScope();
  return (
    <Choice
      type="checkbox"
      name="probe"
      value="on"
      checked={values.probe !== ''}
      onChange={(event) => change({ probe: event.target.checked ? 'on' : '' })}
      label={t('label')}
      hint={t('hint')}
    />
  );
}

/** A list with one item put in or taken out, in order. */
export function toggled(list: readonly string[], item: string, isIn: boolean): string[] {
  const rest = list.filter((each) => each !== item);
  return isIn ? [...rest, item].sort() : rest;
}
