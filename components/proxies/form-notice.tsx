import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonVariants } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';

/** Instead of a form: why there is none for this person, and the way back. */
export function FormNotice({
  children,
  back,
}: {
  children: ReactNode;
  back: { href: Route; label: string };
}) {
  return (
    <Empty
      title={children}
      action={
        <Link href={back.href} className={buttonVariants()}>
          {back.label}
        </Link>
      }
    />
  );
}
