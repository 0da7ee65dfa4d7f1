import type { Passport } from '@/lib/passport/types';
import { Both, momentOf, Pair, Pairs, Part } from './both';

/** What the register says of the host that is called. */
export function RegisterPart({ register }: { register: Passport['register'] }) {
  const { entry } = register;
  return (
    <Part title={(of) => of.passport('register.title')} sourced={register}>
      {entry === null && <Both say={(of) => of.passport('register.none')} />}
      {entry && (
        <Pairs>
          <Pair name={(of) => of.upstreams('column.state')}>
            <Both say={(of) => of.upstreams(`state.${entry.state}`)} />
          </Pair>
          <Pair name={(of) => of.upstreams('facts.purpose')}>{entry.purpose}</Pair>
          <Pair name={(of) => of.upstreams('column.dataClass')}>
            <Both say={(of) => of.upstreams(`dataClass.${entry.dataClass}`)} />
          </Pair>
          <Pair name={(of) => of.upstreams('column.owner')}>
            {entry.owner} ({entry.team})
          </Pair>
          {entry.terms && <Pair name={(of) => of.upstreams('facts.terms')}>{entry.terms}</Pair>}
          <Pair name={(of) => of.upstreams('column.review')}>{entry.reviewOn}</Pair>
          <Pair name={(of) => of.upstreams('facts.certificate')}>
            <CertificateSeen seen={entry.certificate} />
          </Pair>
          {entry.decidedBy && entry.decidedAt && (
            <Pair name={(of) => of.passport('changes.decided')}>
              {entry.decidedBy}, {momentOf(entry.decidedAt)}
              {entry.decisionReason && `: ${entry.decisionReason}`}
            </Pair>
          )}
        </Pairs>
      )}
    </Part>
  );
}

type Entry = NonNullable<Passport['register']['entry']>;

function CertificateSeen({ seen }: { seen: Entry['certificate'] }) {
  if (!seen) return <Both say={(of) => of.passport('notKnown')} />;
  const { state, validTo, issuer, readAt, failingSince } = seen;
  return (
    <>
      <Both say={(of) => of.passport(`register.certificate.${state}`)} /> {momentOf(validTo)} (
      {issuer || '–'}), <Both say={(of) => of.passport('asOf')} /> {momentOf(readAt)}
      {failingSince && (
        <>
          {', '}
          <Both say={(of) => of.passport('register.failing')} /> {momentOf(failingSince)}
        </>
      )}
    </>
  );
}
