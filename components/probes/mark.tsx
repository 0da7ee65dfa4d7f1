import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';

/** Whether something is as it should be: by its sign, its colour and its words. */
export function Mark({ isGood, children }: { isGood: boolean; children: ReactNode }) {
  const Icon = isGood ? Check : X;
  return (
    <span className="inline-flex items-center gap-1">
      <Icon aria-hidden className={isGood ? 'size-4 text-good' : 'size-4 text-danger'} />
      {children}
    </span>
  );
}
