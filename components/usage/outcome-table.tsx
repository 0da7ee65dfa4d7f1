import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { cn } from '@/lib/cn';
import { getI18n } from '@/lib/i18n/server';
import type { Breakdown, KeyOutcomes } from '@/lib/usage/breakdown';
import { outcomes, refusedOutcomes } from '@/lib/usage/outcomes';

/**
 * A row for each way a request ended, a column for each key; the sum is without the probe's. Ways that did not happen are
 * left out.
 */
export async function OutcomeTable({ breakdown, label }: { breakdown: Breakdown; label: string }) {
  const { t, format } = await getI18n();
  const words = t('traffic');
  const { keys, total } = breakdown;
  const shown = keys.filter(({ counts }) => Object.keys(counts).length > 0);
  const happened = outcomes.filter((outcome) => shown.some(({ counts }) => counts[outcome]));
  if (happened.length === 0) return <p className="text-ink-muted text-sm">{words('none')}</p>;
  const hasProbe = shown.some(({ key }) => key?.role === 'probe');
  const nameOf = ({ key, keyId }: KeyOutcomes) => {
    if (keyId === null) return words('noKey');
    if (!key) return words('otherKey', { id: keyId });
    return key.role === 'probe' ? words('probeKey') : words('keyNamed', { label: key.label });
  };
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      className="overflow-x-auto rounded-lg border border-line"
    >
      <Table label={label}>
        <TableHead>
          <TableHeader>{words('outcome')}</TableHeader>
          {shown.map((row) => (
            <TableHeader key={row.keyId ?? 'none'} isNumber>
              {nameOf(row)}
            </TableHeader>
          ))}
          <TableHeader isNumber>{words(hasProbe ? 'allButProbe' : 'all')}</TableHeader>
        </TableHead>
        <tbody>
          {happened.map((outcome) => (
            <TableRow key={outcome}>
              <TableCell
                className={cn('min-w-32', refusedOutcomes.includes(outcome) && 'text-warn')}
              >
                {words(`outcomes.${outcome}`)}
              </TableCell>
              {shown.map(({ keyId, counts }) => (
                <TableCell key={keyId ?? 'none'} isNumber>
                  {counts[outcome] ? format.number(counts[outcome]) : '–'}
                </TableCell>
              ))}
              <TableCell isNumber className="font-medium">
                {format.number(total[outcome] ?? 0)}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
