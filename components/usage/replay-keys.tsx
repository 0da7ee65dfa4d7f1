import {
  Table,
  TableCell,
  TableFrame,
  TableHead,
  TableHeader,
  TableRow,
} from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { getI18n } from '@/lib/i18n/server';
import type { Replay } from '@/lib/usage/replay';
import type { PlanKey } from '@/lib/usage/report';

/** Who would have been refused: each key by itself, as AWS counts. */
export async function ReplayKeys({ replay, keys }: { replay: Replay; keys: readonly PlanKey[] }) {
  const { t, format } = await getI18n();
  const words = t('replay');
  const nameOf = (keyId: string) => {
    const key = keys.find((each) => each.keyId === keyId);
    return key ? words('keyNamed', { label: key.label }) : keyId;
  };
  const moment = (at: number | null) =>
    at === null ? words('never') : <Time value={at} as="full" />;
  return (
    <TableFrame className="-mx-4 overflow-x-auto md:-mx-8">
      <Table label={words('keys')}>
        <TableHead>
          <TableHeader>{words('key')}</TableHeader>
          {(['attempts', 'throttle', 'quota', 'recorded'] as const).map((column) => (
            <TableHeader key={column} isNumber>
              {words(column)}
            </TableHeader>
          ))}
          <TableHeader>{words('firstRefused')}</TableHeader>
          <TableHeader>{words('emptyAt')}</TableHeader>
        </TableHead>
        <tbody>
          {replay.keys.map((key) => (
            <TableRow key={key.keyId}>
              <TableCell className="font-medium">{nameOf(key.keyId)}</TableCell>
              {[
                key.attempts,
                key.refused.throttle,
                key.refused.quota,
                key.recorded.throttle + key.recorded.quota,
              ].map((count, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                <TableCell key={index} isNumber>
                  {format.number(count)}
                </TableCell>
              ))}
              <TableCell className="text-ink-muted">{moment(key.firstRefusedAt)}</TableCell>
              <TableCell className="text-ink-muted">{moment(key.emptyAt)}</TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}
