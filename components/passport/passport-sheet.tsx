import { Code } from '@/components/ui/code';
import type { Passport } from '@/lib/passport/types';
import { Both, Pair, Pairs } from './both';
import { AccessPart, ProbePart } from './passport-access';
import { PassportFrame, type Seal } from './passport-frame';
import { ApprovalsPart, ChangesPart, RefusalsPart, UsagePart } from './passport-history';
import { KeysPart, LimitsPart, TemplatePart } from './passport-limits';
import { RegisterPart } from './passport-register';

/** The passport of one proxy. */
export function PassportSheet({ passport, seal }: { passport: Passport; seal: Seal }) {
  return (
    <PassportFrame passport={passport} seal={seal}>
      <Subject passport={passport} />
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <AccessPart access={passport.access} vpcId={passport.network.vpcId} />
          <ProbePart probe={passport.probe} />
          <RegisterPart register={passport.register} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <LimitsPart limits={passport.limits} upstream={passport.upstream} />
          <KeysPart keys={passport.keys} />
          <TemplatePart template={passport.template} />
          <UsagePart usage={passport.usage} />
          <RefusalsPart refusals={passport.refusals} />
        </div>
        <ApprovalsPart approvals={passport.approvals} />
        <ChangesPart changes={passport.changes} />
      </div>
    </PassportFrame>
  );
}

function Subject({ passport: { subject, upstream, network, lifetime } }: { passport: Passport }) {
  const { reviewOn, endsOn } = lifetime;
  const none = <Both say={(of) => of.passport('subject.none')} />;
  return (
    <div className="grid gap-x-8 md:grid-cols-2">
      <Pairs>
        <Pair name={(of) => of.passport('subject.proxy')}>
          {subject.name} <Code>{subject.stackName}</Code>
        </Pair>
        <Pair name={(of) => of.passport('subject.team')}>{subject.team}</Pair>
        <Pair name={(of) => of.passport('subject.owner')}>{subject.owner}</Pair>
        <Pair name={(of) => of.passport('subject.environment')}>{subject.environment}</Pair>
        <Pair name={(of) => of.passport('subject.account')}>
          {subject.accountId}, {subject.region}
        </Pair>
      </Pairs>
      <Pairs>
        <Pair name={(of) => of.passport('subject.upstream')}>
          <Code>{upstream.url}</Code>
        </Pair>
        <Pair name={(of) => of.passport('subject.url')}>
          {subject.url ? <Code>{subject.url}</Code> : none}
        </Pair>
        <Pair name={(of) => of.passport('subject.network')}>
          {network.name} <Code>{network.vpcId}</Code> <Code>{network.endpointId}</Code>
        </Pair>
        <Pair name={(of) => of.passport('subject.review')}>{reviewOn ?? none}</Pair>
        <Pair name={(of) => of.passport('subject.end')}>{endsOn ?? none}</Pair>
      </Pairs>
    </div>
  );
}
