import { Code } from '@/components/ui/code';
import { Skeleton } from '@/components/ui/skeleton';
import { StateMark } from '@/components/ui/state';

/** Where everything on the page is: Region first, then the account. Always in sight. */
export function AccountLabel({
  account,
  words,
}: {
  account: { accountId: string; region: string } | null;
  words: { region: string; account: string; accountUnknown: string };
}) {
  if (!account) {
    return (
      <p className="flex items-center gap-2 text-sm text-warn">
        <StateMark state="degraded" />
        {words.accountUnknown}
      </p>
    );
  }
  return (
    <dl className="flex min-w-0 items-center gap-x-2 text-sm max-md:flex-col max-md:items-start max-md:[&>dd]:leading-4">
      <dt className="sr-only">{words.region}</dt>
      <dd className="truncate font-medium">{account.region}</dd>
      <dd aria-hidden="true" className="text-ink-faint max-md:hidden">
        /
      </dd>
      <dt className="sr-only">{words.account}</dt>
      <dd className="text-ink-muted max-md:text-xs">
        <Code>{account.accountId}</Code>
      </dd>
    </dl>
  );
}

export function AccountLabelSkeleton() {
  return <Skeleton className="w-48 max-md:w-24" />;
}
