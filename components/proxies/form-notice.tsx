import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PageHeader } from '@/components/shell/page-header';
import { buttonVariants } from '@/components/ui/button';

/** Instead of a form: why there is none for this person, and the way back. */
export function FormNotice({
  title,
  children,
  back,
}: {
  title: string;
  children: ReactNode;
  back: { href: Route; label: string };
}) {
  return (
    <>
      <PageHeader title={title} meta={<p className="max-w-prose">{children}</p>} />
      <p className="px-4 md:px-8">
        <Link href={back.href} className={buttonVariants()}>
          {back.label}
        </Link>
      </p>
    </>
  );
}
