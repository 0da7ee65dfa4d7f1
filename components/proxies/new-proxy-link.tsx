import { Plus } from 'lucide-react';
import Link from 'next/link';
import { buttonVariants } from '@/components/ui/button';
import { routes } from '@/lib/routes';

export function NewProxyLink({ label }: { label: string }) {
  return (
    <Link href={routes.newProxy} className={buttonVariants({ variant: 'primary' })}>
      <Plus aria-hidden />
      {label}
    </Link>
  );
}
