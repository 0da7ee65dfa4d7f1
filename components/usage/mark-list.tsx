import Link from 'next/link';
import { actionKey } from '@/components/audit/audit-view';
import { Table, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import { routes } from '@/lib/routes';
import { utcDay } from '@/lib/usage/calendar';
import type { Mark } from '@/lib/usage/marks';

/** What was changed in the range, newest first: by whom, and where it is told in full. */
export async function MarkList({ marks }: { marks: readonly Mark[] }) {
  const words = (await getI18n()).t('history');
  const textOf = await markTexts();
  if (marks.length === 0) return <p className="text-ink-muted text-sm">{words('marksNone')}</p>;
  return (
    <div className="overflow-x-auto">
      <Table label={words('marks')}>
        <TableHead>
          <TableHeader className="pl-0">{words('markAt')}</TableHeader>
          <TableHeader>{words('markWhat')}</TableHeader>
          <TableHeader className="max-md:hidden">{words('markBy')}</TableHeader>
          <TableHeader>{words('markRun')}</TableHeader>
        </TableHead>
        <tbody>
          {marks.toReversed().map((mark) => (
            <TableRow key={`${mark.at.toISOString()} ${mark.runId ?? mark.action}`}>
              <TableCell className="whitespace-nowrap pl-0 text-ink-muted">
                <Time value={mark.at} />
              </TableCell>
              <TableCell>
                {textOf(mark)}
                <span className="block text-ink-muted text-xs md:hidden">{mark.by}</span>
              </TableCell>
              <TableCell className="text-ink-muted max-md:hidden">{mark.by}</TableCell>
              <TableCell className="whitespace-nowrap">
                {mark.runId ? (
                  <Link
                    prefetch={false}
                    href={routes.run(mark.runId)}
                    className="text-accent hover:underline"
                  >
                    {words('openRun')}
                  </Link>
                ) : (
                  '–'
                )}
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** The marks of each UTC day in words, for a chart's cursor. */
export async function marksByDay(marks: readonly Mark[]): Promise<Record<string, string>> {
  const textOf = await markTexts();
  const texts: Record<string, string> = {};
  for (const mark of marks) {
    const day = utcDay(mark.at);
    texts[day] = texts[day] ? `${texts[day]} · ${textOf(mark)}` : textOf(mark);
  }
  return texts;
}

async function markTexts(): Promise<(mark: Mark) => string> {
  const { t } = await getI18n();
  const [words, audit] = [t('history'), t('audit')];
  const quota = (of: NonNullable<Mark['limits']>['before']['quota']) =>
    of ? words(`quotaOf.${of.period}`, { limit: of.limit }) : words('quotaOf.none');
  return ({ kinds, limits, action }) => {
    const key = action && actionKey(action);
    if (action) return key ? audit(`action.${key}`) : action;
    const names = kinds.map((kind) => words(`mark.${kind}`)).join(', ');
    if (!limits) return names;
    const { before, after } = limits;
    const changes = [
      quota(before.quota) !== quota(after.quota) &&
        words('quotaChange', { before: quota(before.quota), after: quota(after.quota) }),
      before.rate !== after.rate &&
        words('rateChange', { before: String(before.rate), after: String(after.rate) }),
      before.burst !== after.burst &&
        words('burstChange', { before: String(before.burst), after: String(after.burst) }),
    ];
    return `${names}: ${changes.filter(Boolean).join(', ')}`;
  };
}
