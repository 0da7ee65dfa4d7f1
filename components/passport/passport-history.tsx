import { actionKey } from '@/components/audit/audit-view';
import type { Passport } from '@/lib/passport/types';
import { Both, momentOf, Pair, Pairs, Part } from './both';

/** What one page holds; the signed file holds them all, or says where the older ones are. */
const rowsMax = 8;

const number = (value: number) => value.toLocaleString('en-US');

function More({ of: { rows, isCut } }: { of: { rows: unknown[]; isCut: boolean } }) {
  if (rows.length <= rowsMax) return null;
  const more = String(rows.length - rowsMax);
  return (
    <p>
      <Both
        say={(of) => of.passport(isCut ? 'approvals.cut' : 'approvals.more', { count: more })}
      />
    </p>
  );
}

export function ApprovalsPart({ approvals }: { approvals: Passport['approvals'] }) {
  const { rows } = approvals;
  return (
    <Part title={(of) => of.passport('approvals.title')} sourced={approvals}>
      {rows.length === 0 && <Both say={(of) => of.passport('approvals.none')} />}
      <ul>
        {rows.slice(0, rowsMax).map(({ at, by, action, reason }) => {
          const key = actionKey(action);
          return (
            <li key={`${at} ${action}`} className="border-line border-b py-0.5">
              {momentOf(at)} {key ? <Both say={(of) => of.audit(`action.${key}`)} /> : action}, {by}
              {reason && `: ${reason}`}
            </li>
          );
        })}
      </ul>
      <More of={approvals} />
    </Part>
  );
}

export function ChangesPart({ changes }: { changes: Passport['changes'] }) {
  const { rows } = changes;
  return (
    <Part title={(of) => of.passport('changes.title')} sourced={changes}>
      {rows.length === 0 && <Both say={(of) => of.passport('changes.none')} />}
      <ul>
        {rows.slice(0, rowsMax).map((run) => {
          const { runId, kind, state, requestedBy, requestedAt, decidedBy } = run;
          return (
            <li key={runId} className="border-line border-b py-0.5">
              {momentOf(requestedAt)} <Both say={(of) => of.run(`list.kind.${kind}`)} />,{' '}
              <Both say={(of) => of.run(`state.${state}`)} />, {requestedBy}
              {decidedBy && (
                <>
                  {', '}
                  <Both say={(of) => of.passport('changes.decided')} /> {decidedBy}
                </>
              )}
            </li>
          );
        })}
      </ul>
      <More of={changes} />
    </Part>
  );
}

export function UsagePart({ usage }: { usage: Passport['usage'] }) {
  const { calls, daysKnown, days, from, to } = usage;
  return (
    <Part title={(of) => of.passport('usage.title')} sourced={usage}>
      <Pairs>
        <Pair name={(of) => of.passport('usage.calls')}>
          {calls === null ? <Both say={(of) => of.passport('notKnown')} /> : number(calls)}
        </Pair>
        {days > 0 && (
          <Pair name={(of) => of.passport('usage.days')}>
            <Both
              say={(of) =>
                of.passport('usage.daysOf', {
                  known: String(daysKnown),
                  days: String(days),
                  from,
                  to,
                })
              }
            />
          </Pair>
        )}
      </Pairs>
    </Part>
  );
}

export function RefusalsPart({ refusals }: { refusals: Passport['refusals'] }) {
  const { known, byOutcome } = refusals;
  return (
    <Part title={(of) => of.passport('refusals.title')} sourced={refusals}>
      {known === null && <Both say={(of) => of.passport('notKnown')} />}
      {known && byOutcome.length === 0 && <Both say={(of) => of.passport('refusals.none')} />}
      <ul>
        {byOutcome.map(({ outcome, count, isRefusal }) => (
          <li key={outcome} className="flex justify-between gap-3 border-line border-b py-0.5">
            <span>
              <Both say={(of) => of.traffic(`outcomes.${outcome}`)} />
              {isRefusal && (
                <>
                  {' ('}
                  <Both say={(of) => of.passport('refusals.refused')} />
                  {')'}
                </>
              )}
            </span>
            <span className="tabular-nums">{number(count)}</span>
          </li>
        ))}
      </ul>
      {known && (
        <p>
          <Both
            say={(of) =>
              of.passport('refusals.known', { from: momentOf(known.from), to: momentOf(known.to) })
            }
          />
        </p>
      )}
    </Part>
  );
}
