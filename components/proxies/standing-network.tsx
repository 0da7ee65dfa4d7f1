'use client';

import { Code } from '@/components/ui/code';
import { FieldGroup } from '@/components/ui/field';
import { Choice } from '@/components/ui/input';
import { useTranslations } from '@/lib/i18n/client';
import { canHoldZones } from '@/lib/networks/change';
import type { NetworkChoices } from '@/lib/networks/types';
import type { NetworkSpec } from '@/templates/network/spec';
import { FieldErrors } from './field-errors';
import { useErrorsOf, useFormScope } from './form-scope';
import { Section } from './form-section';
import { ProbeChoice, toggled } from './network-section';

/** Where a network stands: its VPC and its name are no part of an edit, and zones and subnets only come. */
export function StandingNetwork({
  spec,
  choices,
}: {
  spec: NetworkSpec;
  choices: NetworkChoices | null;
}) {
  const t = useTranslations('create');
  const { vpc } = spec;
  const isAdopted = 'id' in vpc;
  return (
    <Section title={t('sections.fromWhere')}>
      <p className="text-ink-muted text-sm">
        {t('networkStays')} <Code>{isAdopted ? vpc.id : vpc.cidr}</Code>
      </p>
      <input type="hidden" name="networkChoice" value={isAdopted ? 'adopt' : 'create'} />
      <input type="hidden" name="networkName" value={spec.name} />
      {isAdopted ? <AdoptedVpc vpc={vpc} choices={choices} /> : <MadeVpc {...{ spec, choices }} />}
      <ProbeChoice />
    </Section>
  );
}

type Made = { spec: NetworkSpec; choices: NetworkChoices | null };

function MadeVpc({ spec, choices }: Made) {
  const t = useTranslations('create.fields');
  const { values } = useFormScope();
  if ('id' in spec.vpc) return null;
  const { azs, cidr } = spec.vpc;
  const all = [...new Set([...azs, ...(choices?.offeredAzs ?? [])])].sort();
  const isRoomy = canHoldZones(spec, azs.length + 1);
  return (
    <>
      <input type="hidden" name="cidr" value={cidr} />
      <Growing
        name="azs"
        legend={t('azs.label')}
        hint={isRoomy ? t('azs.hintEdit') : t('azs.full')}
        standing={azs}
        options={all.map((value) => ({
          value,
          label: value,
          isOpen: values.azs.includes(value) || canHoldZones(spec, values.azs.length + 1),
        }))}
      />
    </>
  );
}

type AdoptedVpcOf = Extract<NetworkSpec['vpc'], { id: string }>;

function AdoptedVpc({ vpc, choices }: { vpc: AdoptedVpcOf; choices: NetworkChoices | null }) {
  const t = useTranslations('create');
  const found = choices?.vpcs.find(({ vpcId }) => vpcId === vpc.id)?.subnets ?? [];
  const unread = vpc.subnetIds.filter((id) => !found.some(({ subnetId }) => subnetId === id));
  return (
    <>
      <input type="hidden" name="vpcId" value={vpc.id} />
      <input type="hidden" name="endpointId" value={vpc.endpointId ?? ''} />
      <input type="hidden" name="endpointDnsName" value={vpc.endpointDnsName ?? ''} />
      {vpc.endpointSecurityGroupIds.map((group) => (
        <input key={group} type="hidden" name="endpointSecurityGroupIds" value={group} />
      ))}
      <Growing
        name="subnetIds"
        legend={t('fields.subnetIds.label')}
        hint={t('fields.subnetIds.hintEdit')}
        standing={vpc.subnetIds}
        options={[
          ...unread.map((value) => ({ value, label: value, isOpen: false })),
          ...found.map(({ subnetId, az, cidr, isOffered, isPrivate }) => ({
            value: subnetId,
            label: `${az} ${subnetId} ${cidr}`,
            isOpen: isOffered && isPrivate,
          })),
        ]}
      />
    </>
  );
}

/** What stands is ticked for good; more can be ticked. */
function Growing({
  name,
  legend,
  hint,
  standing,
  options,
}: {
  name: 'azs' | 'subnetIds';
  legend: string;
  hint: string;
  standing: readonly string[];
  options: readonly { value: string; label: string; isOpen: boolean }[];
}) {
  const errors = useErrorsOf();
  const { values, change } = useFormScope();
  const chosen = values[name];
  return (
    <FieldGroup legend={legend} hint={hint}>
      <div className="flex flex-wrap gap-x-6">
        {options.map(({ value, label, isOpen }) => (
          <Choice
            key={value}
            type="checkbox"
            name={name}
            value={value}
            checked={standing.includes(value) || chosen.includes(value)}
            disabled={standing.includes(value) || !isOpen}
            onChange={(event) => change({ [name]: toggled(chosen, value, event.target.checked) })}
            label={label}
            aria-describedby={`${name}-error`}
          />
        ))}
      </div>
      {standing.map((value) => (
        <input key={value} type="hidden" name={name} value={value} />
      ))}
      <FieldErrors id={`${name}-error`} errors={errors(name)} />
    </FieldGroup>
  );
}
