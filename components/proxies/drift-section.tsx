import { Fragment } from 'react';
import { Code } from '@/components/ui/code';
import { Section } from '@/components/ui/section';
import { StateMark } from '@/components/ui/state';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { canRevertNetwork, isLost } from '@/lib/drift/network-revertible';
import type { Difference, LiveReport } from '@/lib/drift/types';
import { getI18n } from '@/lib/i18n/server';
import type { ProxyDetail } from '@/lib/proxies/types';
import { type DriftAction, DriftVerb } from './drift-actions';
import { driftSectionId } from './live-figure';

/** What this person may do about differences; null where it is not theirs. */
export type DriftActions = {
  deploy: DriftAction;
  adopt: DriftAction;
  revert: DriftAction;
  idempotencyKey: string;
} | null;

/** What is not the same on all three sides, and what can be done about it. Nothing where all is. */
export async function DriftSection({
  proxy,
  report,
  actions,
}: {
  proxy: ProxyDetail;
  report: LiveReport;
  actions: DriftActions;
}) {
  const words = (await getI18n()).t('drift');
  const { differences } = report;
  if (differences.length === 0) return null;
  return (
    <div id={driftSectionId} className="scroll-mt-16 border-line border-b px-4 py-6 md:px-8">
      <Section title={words('title')} meta={words(`state.${report.state}`)}>
        <div className="flex flex-col gap-3">
          {actions ? (
            <DriftVerbs
              name={proxy.name}
              kind="proxy"
              differences={differences}
              actions={actions}
            />
          ) : (
            <p className="text-ink-muted text-sm">{words('mayNot', { team: proxy.team })}</p>
          )}
          <div className="overflow-x-auto">
            <DriftTable differences={differences} hasVerbs />
          </div>
        </div>
      </Section>
    </div>
  );
}

/** What can be done about differences of a proxy or a network, each with what it does or why it cannot. */
export async function DriftVerbs({
  name,
  kind,
  differences,
  actions,
}: {
  name: string;
  kind: 'proxy' | 'network';
  differences: readonly Difference[];
  actions: NonNullable<DriftActions>;
}) {
  const words = (await getI18n()).t('drift');
  const drifted = differences.filter((one) => one.kind !== 'undeployed');
  const adoptable = drifted.filter(({ isAdoptable }) => isAdoptable);
  const verb = { name, idempotencyKey: actions.idempotencyKey };
  if (drifted.length === 0) {
    return (
      <DriftVerb {...verb} action={actions.deploy} label={words('deploy')} isPrimary>
        {words('deployText')}
      </DriftVerb>
    );
  }
  const isWhole = drifted.every(({ isRevertible }) => isRevertible);
  const canRevert = kind === 'network' ? canRevertNetwork(differences) : isWhole;
  const stuck = kind === 'network' ? 'revertNone' : 'revertStuck';
  return (
    <>
      <DriftVerb
        {...verb}
        action={canRevert ? actions.revert : null}
        label={words('revert')}
        isPrimary
      >
        {words(canRevert ? 'revertText' : stuck)} {canRevert && !isWhole && words('revertPartly')}
      </DriftVerb>
      <DriftVerb
        {...verb}
        action={adoptable.length > 0 ? actions.adopt : null}
        label={words('adopt')}
      >
        {adoptable.length > 0
          ? words('adoptText', { what: adoptable.map(nameOf).join(', ') })
          : words('adoptNone')}
      </DriftVerb>
    </>
  );
}

/** The three sides of every property that is not the same on them. `hasVerbs` where something can be done about it here. */
export async function DriftTable({
  differences,
  hasVerbs = false,
}: {
  differences: readonly Difference[];
  hasVerbs?: boolean;
}) {
  const words = (await getI18n()).t('drift');
  return (
    <Table label={words('table')} className="table-fixed text-xs md:min-w-160">
      <TableHead>
        {(['property', 'ours', 'deployed', 'actual'] as const).map((column) => (
          <TableHeader key={column}>{words(`column.${column}`)}</TableHeader>
        ))}
      </TableHead>
      <tbody>
        {differences.map((one) => (
          <TableRow key={`${one.where} ${one.property}`} className="align-top">
            <TableCell>
              <p className="flex items-center gap-1.5 font-medium">
                <StateMark state={one.kind === 'undeployed' ? 'undeployed' : 'drifted'} />
                <span className="wrap-anywhere min-w-0">
                  <Breakable text={one.where} />{' '}
                  {one.property ? <Breakable text={one.property} /> : words('whole')}
                </span>
              </p>
              <p className="mt-0.5 text-ink-muted">{words(`kind.${one.kind}`)}</p>
              {hasVerbs && <Limits difference={one} />}
            </TableCell>
            <Value value={one.ours} />
            <Value value={one.deployed} />
            <Value value={one.actual} isOdd={one.kind !== 'undeployed'} />
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

/** AWS's names break between their words on a phone, and not within one. */
function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[a-z\d.])(?=[A-Z])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name stay where they are
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** What cannot be done about it. */
async function Limits({ difference }: { difference: Difference }) {
  const words = (await getI18n()).t('drift');
  if (difference.kind === 'undeployed') return null;
  if (!difference.isRevertible)
    return <p className="mt-0.5 text-warn">{words(whyNotRevertible(difference))}</p>;
  if (difference.isAdoptable) return null;
  return <p className="mt-0.5 text-ink-muted">{words('notAdoptable')}</p>;
}

async function Value({ value, isOdd = false }: { value: string | null; isOdd?: boolean }) {
  const words = (await getI18n()).t('drift');
  return (
    <TableCell className={isOdd ? 'font-medium text-warn' : undefined}>
      {value === null ? (
        <span className="text-ink-muted">{words('absent')}</span>
      ) : (
        <Code className="wrap-anywhere whitespace-pre-wrap">{value}</Code>
      )}
    </TableCell>
  );
}

function whyNotRevertible(difference: Difference) {
  if (difference.property === 'RouteTableId') return 'notRevertibleTable';
  return isLost(difference) ? 'notRevertibleLost' : 'notRevertible';
}

function nameOf({ where, property }: Difference): string {
  return `${where} ${property}`.trim();
}
