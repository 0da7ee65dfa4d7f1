import { Code } from '@/components/ui/code';
import { StateMark } from '@/components/ui/state';
import type { UpstreamPassport } from '@/lib/passport/types';
import { callerVerdict } from '@/lib/proxies/proof-names';
import { Both, momentOf, Pair, Pairs, Part } from './both';
import { PassportFrame, type Seal } from './passport-frame';
import { ApprovalsPart } from './passport-history';
import { QuotaPair } from './passport-limits';
import { RegisterPart } from './passport-register';

/** The passport of one host: what the register says, who decided, and by which proxies it is called. */
export function UpstreamSheet({ passport, seal }: { passport: UpstreamPassport; seal: Seal }) {
  const { register, approvals, proxies } = passport;
  return (
    <PassportFrame passport={passport} seal={seal}>
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        <RegisterPart register={register} />
        <ApprovalsPart approvals={approvals} />
      </div>
      <Part title={(of) => of.passport('proxies.title')} sourced={proxies}>
        {proxies.rows.length === 0 && <Both say={(of) => of.passport('proxies.none')} />}
        <div className="grid gap-x-8 gap-y-3 md:grid-cols-2">
          {proxies.rows.map((row) => (
            <Caller key={row.subject.name} row={row} />
          ))}
        </div>
        {proxies.unknown.length > 0 && (
          <p>
            <Both say={(of) => of.passport('proxies.unknown')} /> {proxies.unknown.join(', ')}
          </p>
        )}
      </Part>
    </PassportFrame>
  );
}

const number = (value: number) => value.toLocaleString('en-US');

function Caller({ row }: { row: UpstreamPassport['proxies']['rows'][number] }) {
  const { subject, network, access, probe, limits, template, usage, refusals } = row;
  const open = access.rows.filter((each) => callerVerdict(each) === 'open').length;
  const failed = probe.negatives.filter(({ passed }) => passed === false).length;
  const isTight = open === 0 && failed === 0;
  const { quota } = limits.limits;
  const refused = refusals.byOutcome.filter(({ isRefusal }) => isRefusal);
  const notKnown = <Both say={(of) => of.passport('notKnown')} />;
  return (
    <section className="min-w-0">
      <h3 className="font-medium">
        {subject.name} · {subject.team} · {subject.environment}
      </h3>
      <Pairs>
        <Pair name={(of) => of.passport('subject.network')}>
          {network.name} <Code>{network.vpcId}</Code>
        </Pair>
        <Pair name={(of) => of.passport('access.who')}>
          <StateMark state={isTight ? 'healthy' : 'open'} className="mr-1 inline" />
          <Both
            say={(of) =>
              of.passport(isTight ? 'proxies.tight' : 'proxies.open', {
                open: String(open),
                failed: String(failed),
              })
            }
          />
          {', '}
          <Both say={(of) => of.passport('proxies.probed')} />{' '}
          {probe.asOf ? momentOf(probe.asOf) : notKnown}
        </Pair>
        <QuotaPair quota={quota} />
        <Pair name={(of) => of.passport('template.title')}>
          {template.sha256 ? <Code>{template.sha256}</Code> : notKnown},{' '}
          <Both say={(of) => of.passport(`template.state.${template.live}`)} />
        </Pair>
        <Pair name={(of) => of.passport('usage.title')}>
          {usage.calls === null ? notKnown : number(usage.calls)}
        </Pair>
        <Pair name={(of) => of.passport('proxies.refused')}>
          {refusals.known === null
            ? notKnown
            : number(refused.reduce((sum, { count }) => sum + count, 0))}
        </Pair>
      </Pairs>
    </section>
  );
}
