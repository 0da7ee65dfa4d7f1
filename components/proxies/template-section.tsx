import { Code, CodeBlock } from '@/components/ui/code';
import { CopyButton } from '@/components/ui/copy-button';
import { Fact, Facts } from '@/components/ui/facts';
import { Section } from '@/components/ui/section';
import { Summary } from '@/components/ui/summary';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { ProxyDetail } from '@/lib/proxies/types';

/** The stack: its outputs to copy, and its template to the letter, folded until somebody wants it. */
export async function TemplateSection({ proxy }: { proxy: ProxyDetail }) {
  const words = (await getI18n()).t('proxy');
  const outputs = Object.entries(proxy.outputs);
  const { template } = proxy;
  return (
    <Section title={words('template.title')}>
      <Facts>
        <Fact name={words('template.stack')} hint={proxy.statusReason}>
          <Copyable value={proxy.stackName} />
          <span className="text-ink-muted text-xs">{proxy.status}</span>
        </Fact>
        <Fact name={words('template.created')}>
          <Time value={proxy.createdAt} as="full" />
        </Fact>
        <Fact name={words('template.version')}>{proxy.version}</Fact>
        {outputs.map(([name, value]) => (
          <Fact key={name} name={name}>
            <Copyable value={value} />
          </Fact>
        ))}
      </Facts>
      {template ? (
        <details className="mt-4">
          <Summary>
            {words('template.show', { count: template.trimEnd().split('\n').length })}
          </Summary>
          <CodeBlock
            text={template}
            label={words('template.template')}
            className="mt-2 max-h-120"
          />
        </details>
      ) : (
        <p className="mt-4 text-ink-muted text-sm">{words('template.none')}</p>
      )}
    </Section>
  );
}

async function Copyable({ value }: { value: string }) {
  const words = (await getI18n()).t('proxy');
  return (
    <span className="flex min-w-0 items-center gap-1">
      <Code>{value}</Code>
      <CopyButton value={value} label={words('template.copyOutput', { name: value })} />
    </span>
  );
}
