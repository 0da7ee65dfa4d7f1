import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonVariants } from '@/components/ui/button';
import { Code, CodeBlock, CopyableCode } from '@/components/ui/code';
import { Fact, Facts } from '@/components/ui/facts';
import { Section } from '@/components/ui/section';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { NetworkDetail } from '@/lib/networks/types';
import { withQuery } from '@/lib/query';
import { routes } from '@/lib/routes';
import { networkFacts } from './network-facts';

/** Where the network is and what it is made of. */
export async function NetworkFacts({ network }: { network: NetworkDetail }) {
  const words = (await getI18n()).t('networks');
  const facts = networkFacts(network);
  const id = (value: string | null) =>
    value ? (
      <CopyableCode value={value} label={words('page.copy', { name: value })} />
    ) : (
      <span className="text-ink-muted">{words('notYet')}</span>
    );
  return (
    <Section title={words('page.facts')}>
      <Facts>
        <Fact name={words('page.vpc')} hint={facts.isAdopted ? words('adopted') : undefined}>
          {id(facts.vpcId)}
        </Fact>
        {facts.cidr && (
          <Fact name={words('page.cidr')}>
            <Code>{facts.cidr}</Code>
          </Fact>
        )}
        {facts.zones.length > 0 && <Fact name={words('page.zones')}>{facts.zones.join(', ')}</Fact>}
        <Fact name={words('page.subnets')}>
          {facts.subnetIds.length > 0
            ? facts.subnetIds.map((subnet) => <Code key={subnet}>{subnet}</Code>)
            : id(null)}
        </Fact>
        <Fact
          name={words('page.endpoint')}
          hint={facts.isEndpointExisting ? words('page.endpointExisting') : undefined}
        >
          {id(facts.endpointId)}
        </Fact>
        <Fact name={words('page.endpointDns')}>{id(facts.endpointDnsName)}</Fact>
        <Fact name={words('page.clientGroup')} hint={words('page.clientGroupHint')}>
          {id(facts.clientGroupId)}
        </Fact>
        <Fact name={words('page.probe')}>
          {network.spec?.probe === false ? words('page.noProbe') : id(facts.probeFunction)}
        </Fact>
        <Fact name={words('page.owner')}>{network.owner}</Fact>
        <Fact name={words('page.stack')} hint={network.statusReason}>
          <CopyableCode
            value={network.stackName}
            label={words('page.copy', { name: network.stackName })}
          />
          <span className="text-ink-muted text-xs">{network.status}</span>
        </Fact>
        <Fact name={words('page.version')}>{network.version}</Fact>
        <Fact name={words('page.created')}>
          <Time value={network.createdAt} as="full" />
        </Fact>
      </Facts>
    </Section>
  );
}

/** The proxies that let this VPC in. */
export async function NetworkProxies({
  network,
  mayLaunch,
  actions,
}: {
  network: NetworkDetail;
  mayLaunch: boolean;
  /** What can be done with all of them. */
  actions?: ReactNode;
}) {
  const { t, format } = await getI18n();
  const words = t('networks');
  const { proxies } = network;
  return (
    <Section
      title={words('page.proxies')}
      meta={proxies.length > 0 ? format.number(proxies.length) : undefined}
      actions={
        <>
          {actions}
          {mayLaunch && network.phase === 'ready' && (
            <Link
              href={withQuery(routes.newProxy, {
                networkChoice: 'existing',
                existingNetwork: network.name,
              })}
              className={buttonVariants({ size: 'sm' })}
            >
              {words('page.newProxy')}
            </Link>
          )}
        </>
      }
    >
      {proxies.length === 0 ? (
        <p className="text-ink-muted">{words('page.noProxies')}</p>
      ) : (
        <ul className="divide-y divide-line border-line border-y">
          {proxies.map((name) => (
            <li key={name}>
              <Link
                prefetch={false}
                href={routes.proxy(name)}
                className="-mx-2 flex h-9 items-center rounded-md px-2 font-medium text-sm hover:bg-hover hover:underline max-md:h-11"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** What the stack hands on, each to copy. */
export async function NetworkOutputs({ network }: { network: NetworkDetail }) {
  const words = (await getI18n()).t('networks');
  const outputs = Object.entries(network.outputs);
  return (
    <Section title={words('page.outputs')}>
      {outputs.length === 0 ? (
        <p className="text-ink-muted">{words('page.noOutputs')}</p>
      ) : (
        <Facts isStacked>
          {outputs.map(([name, value]) => (
            <Fact key={name} name={name}>
              <CopyableCode value={value} label={words('page.copy', { name })} />
            </Fact>
          ))}
        </Facts>
      )}
    </Section>
  );
}

/** The template to the letter, folded until somebody wants it. */
export async function NetworkTemplate({ network }: { network: NetworkDetail }) {
  const words = (await getI18n()).t('networks');
  const { template } = network;
  const lines = template?.trimEnd().split('\n').length ?? 0;
  return (
    <Section
      title={words('page.template')}
      meta={template ? words('page.templateLines', { lines }) : undefined}
    >
      {template ? (
        <CodeBlock text={template} label={words('page.template')} className="max-h-120" />
      ) : (
        <p className="text-ink-muted">{words('page.noTemplate')}</p>
      )}
    </Section>
  );
}
