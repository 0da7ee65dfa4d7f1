import type { Passport } from '@/lib/passport/types';
import { callerName, callerVerdict, isHinted } from '@/lib/proxies/proof-names';
import { StateMark } from '../ui/state';
import { Both, Part } from './both';

/** Who may call, by the policies that are deployed. */
export function AccessPart({ access, vpcId }: { access: Passport['access']; vpcId: string }) {
  const { basis, rows } = access;
  return (
    <Part title={(of) => of.passport('access.title')} sourced={access}>
      <table className="w-full text-left">
        <thead className="sr-only">
          <tr>
            <th scope="col">
              <Both say={(of) => of.passport('access.who')} />
            </th>
            <th scope="col">
              <Both say={(of) => of.passport('access.verdict')} />
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const name = callerName(row);
            const verdict = callerVerdict(row);
            return (
              <tr key={name} className="border-line border-b">
                <th scope="row" className="py-0.5 pr-3 font-normal">
                  <Both
                    say={(of) =>
                      isHinted(name)
                        ? `${of.proof(`who.${name}`)}: ${of.proof(`who.${name}Hint`, { vpc: vpcId })}`
                        : of.proof(`who.${name}`)
                    }
                  />
                </th>
                <td className="whitespace-nowrap py-0.5 text-right">
                  <StateMark
                    state={verdict === 'depends' ? 'unknown' : verdict}
                    className="mr-1 inline"
                  />
                  <Both say={(of) => of.proof(`verdict.${verdict}`)} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {basis && (
        <p className="mt-1">
          <Both say={(of) => of.passport(`access.basis.${basis}`)} />
        </p>
      )}
    </Part>
  );
}

const checkWord = (passed: boolean | null) => (passed === null ? 'untold' : passed ? 'ok' : 'open');
const checkStates = { ok: 'healthy', open: 'open', untold: 'unknown' } as const;

/** What must not work, and what became of it when it was tried. */
export function ProbePart({ probe }: { probe: Passport['probe'] }) {
  return (
    <Part title={(of) => of.passport('probe.title')} sourced={probe}>
      {probe.negatives.length === 0 && <Both say={(of) => of.passport('probe.none')} />}
      <ul>
        {probe.negatives.map(({ check, passed, evidence }) => (
          <li key={check} className="border-line border-b py-0.5">
            <span className="flex justify-between gap-3">
              <span>
                <Both say={(of) => of.probe(`negatives.${check}`)} />
              </span>
              <span className="whitespace-nowrap">
                <StateMark state={checkStates[checkWord(passed)]} className="mr-1 inline" />
                <Both say={(of) => of.passport(`probe.${checkWord(passed)}`)} />
              </span>
            </span>
            <span className="wrap-anywhere block text-ink-muted">{evidence}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
