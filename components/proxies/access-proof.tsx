'use client';

import { Code } from '@/components/ui/code';
import { StateBadge, type StateName } from '@/components/ui/state';
import { Table, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { useTranslations } from '@/lib/i18n/client';
import type { ProvedRow } from '@/lib/proxies/proof';
import { callerName, callerVerdict, isHinted } from '@/lib/proxies/proof-names';

/** Who can call a proxy, and which statement of which policy says so. */
export function AccessProof({
  rows,
  basis,
  vpcName,
}: {
  rows: readonly ProvedRow[];
  basis: 'preview' | 'template' | 'spec';
  /** How the VPC is called in a sentence: its id, or "the new VPC". */
  vpcName: string;
}) {
  const t = useTranslations('proof');
  const [callers, reach] = [true, false].map((isCaller) =>
    rows.filter(({ about }) => (about === 'caller') === isCaller),
  );
  return (
    <div>
      <Table label={t('title')}>
        <TableHead>
          <TableHeader className="w-[44%] pl-0 md:w-1/2">{t('columns.who')}</TableHeader>
          <TableHeader>{t('columns.verdict')}</TableHeader>
          <TableHeader className="pr-0">{t('columns.by')}</TableHeader>
        </TableHead>
        <tbody>
          {callers?.map((row) => (
            <Row key={callerName(row)} row={row} vpcName={vpcName} />
          ))}
        </tbody>
        <tbody>
          <tr>
            <th
              colSpan={3}
              scope="rowgroup"
              className="border-line border-y pt-4 pb-1.5 font-medium text-ink-muted text-xs"
            >
              {t('reach')}
            </th>
          </tr>
          {reach?.map((row) => (
            <Row key={callerName(row)} row={row} vpcName={vpcName} />
          ))}
        </tbody>
      </Table>
      <p className="mt-2 text-ink-faint text-xs">{t(`basis.${basis}`)}</p>
    </div>
  );
}

const states = {
  allowed: 'allowed',
  open: 'open',
  refused: 'refused',
  depends: 'unknown',
} as const satisfies Record<string, StateName>;

function Row({ row, vpcName }: { row: ProvedRow; vpcName: string }) {
  const t = useTranslations('proof');
  const name = callerName(row);
  const verdict = callerVerdict(row);
  return (
    <TableRow>
      <th scope="row" className="py-2 pr-3 text-left align-top font-normal">
        {t(`who.${name}`)}
        {isHinted(name) && (
          <span className="wrap-anywhere block text-ink-muted text-xs">
            {t(`who.${name}Hint`, { vpc: vpcName })}
          </span>
        )}
      </th>
      <td className="px-3 py-2 align-top">
        <StateBadge state={states[verdict]} label={t(`verdict.${verdict}`)} />
      </td>
      <td className="wrap-anywhere py-2 pl-3 align-top">
        <DecidedBy by={row.by} />
      </td>
    </TableRow>
  );
}

function DecidedBy({ by }: { by: ProvedRow['by'] }) {
  const t = useTranslations('proof.by');
  switch (by.layer) {
    case 'privateApi':
    case 'apiKey':
    case 'securityGroup':
      return <Said what={t(by.layer)} how={t(`${by.layer}Text`)} />;
    case 'unknown':
      return <Said what={t('unknown')} how={t(`unknownText.${by.what}`)} />;
    default: {
      const policy = t(`policy.${by.layer}`);
      const { statement } = by;
      const what = statement
        ? (statement.sid ?? t('statement', { number: statement.index + 1 }))
        : t('noAllow');
      return (
        <Said what={statement?.sid ? <Code>{what}</Code> : what} how={t(by.decision, { policy })} />
      );
    }
  }
}

function Said({ what, how }: { what: React.ReactNode; how: string }) {
  return (
    <>
      {what}
      <span className="block text-ink-muted text-xs">{how}</span>
    </>
  );
}
