'use client';

import { FieldGroup } from '@/components/ui/field';
import { Choice } from '@/components/ui/input';
import { useTranslations } from '@/lib/i18n/client';
import type { VpcChoice } from '@/lib/networks/types';
import { chosenVpc, vpcVerdict } from '@/lib/networks/vpc-verdict';
import { FieldErrors } from './field-errors';
import { useErrorsOf, useFormScope } from './form-scope';
import { toggled } from './network-section';
import { VpcFacts } from './vpc-facts';
import { VpcsAge } from './vpcs-age';

/** Adopting a VPC: which one, with the verdict on each, and which of its subnets. */
export function AdoptFields({ vpcs, asOf }: { vpcs: readonly VpcChoice[]; asOf: Date | null }) {
  const t = useTranslations('create.fields');
  const errors = useErrorsOf();
  const { values, change } = useFormScope();
  const chosen = vpcs.find(({ vpcId }) => vpcId === values.vpcId);
  const ordered = [...vpcs].sort(
    (a, b) => Number(vpcVerdict(b).canAdopt) - Number(vpcVerdict(a).canAdopt),
  );

  return (
    <>
      <FieldGroup legend={t('vpcId.label')}>
        <VpcsAge asOf={asOf} />
        {vpcs.length === 0 && <p className="text-ink-muted text-sm">{t('vpcId.none')}</p>}
        <div className="flex flex-col divide-y divide-line">
          {ordered.map((vpc) => (
            <Choice
              key={vpc.vpcId}
              name="vpcId"
              value={vpc.vpcId}
              checked={values.vpcId === vpc.vpcId}
              disabled={!vpcVerdict(vpc).canAdopt}
              onChange={() => change(chosenVpc(vpc))}
              className="py-2"
              label={
                <>
                  {vpc.label && <span className="mr-2 font-medium">{vpc.label}</span>}
                  <span className="font-mono text-xs">{vpc.vpcId}</span>{' '}
                  <span className="font-mono text-ink-muted text-xs">{vpc.cidr}</span>
                </>
              }
              hint={<VpcFacts vpc={vpc} />}
              aria-describedby="vpcId-error"
            />
          ))}
        </div>
        <FieldErrors id="vpcId-error" errors={errors('vpcId')} />
      </FieldGroup>
      <input type="hidden" name="endpointId" value={values.endpointId} />
      <input type="hidden" name="endpointDnsName" value={values.endpointDnsName} />
      {chosen && <SubnetFields vpc={chosen} />}
      {chosen?.endpoint && <LetClientsIn groups={chosen.endpoint.securityGroupIds} />}
    </>
  );
}

function SubnetFields({ vpc }: { vpc: VpcChoice }) {
  const t = useTranslations('create');
  const errors = useErrorsOf();
  const { values, change } = useFormScope();
  return (
    <FieldGroup legend={t('fields.subnetIds.label')} hint={t('fields.subnetIds.hint')}>
      {vpc.subnets.map((subnet) => {
        const reason = !subnet.isOffered
          ? t('verdict.notOffered', { az: subnet.az })
          : !subnet.isPrivate
            ? t('verdict.publicSubnet')
            : null;
        return (
          <Choice
            key={subnet.subnetId}
            type="checkbox"
            name="subnetIds"
            value={subnet.subnetId}
            checked={values.subnetIds.includes(subnet.subnetId)}
            disabled={reason !== null}
            onChange={(event) =>
              change({
                subnetIds: toggled(values.subnetIds, subnet.subnetId, event.target.checked),
              })
            }
            label={
              <>
                {subnet.az} <span className="font-mono text-xs">{subnet.subnetId}</span>{' '}
                <span className="font-mono text-ink-muted text-xs">{subnet.cidr}</span>
              </>
            }
            hint={reason ?? subnet.label}
            aria-describedby="subnetIds-error"
          />
        );
      })}
      <FieldErrors id="subnetIds-error" errors={errors('subnetIds')} />
    </FieldGroup>
  );
}

/** Whether the existing endpoint's own security groups shall open to Sluice's clients. */
function LetClientsIn({ groups }: { groups: readonly string[] }) {
  const t = useTranslations('create.fields.endpointSecurityGroupIds');
  const { values, change } = useFormScope();
  const isIn = values.endpointSecurityGroupIds.length > 0;
  return (
    <>
      <Choice
        type="checkbox"
        checked={isIn}
        onChange={(event) =>
          change({ endpointSecurityGroupIds: event.target.checked ? [...groups] : [] })
        }
        label={t('label')}
        hint={t('hint', { groups: groups.join(', ') })}
      />
      {values.endpointSecurityGroupIds.map((group) => (
        <input key={group} type="hidden" name="endpointSecurityGroupIds" value={group} />
      ))}
    </>
  );
}
