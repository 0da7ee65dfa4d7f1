import type { ReactNode } from 'react';
import { Code } from '@/components/ui/code';
import { Both, momentOf, Pair, Pairs } from './both';

/** What is printed on each passport beside its content: whose it is, and how to verify it. */
export type Seal = {
  /** SHA-256 of the canonical JSON, in hexadecimal. */
  digest: string;
  keyFingerprint: string;
  keyUrl: string;
};

/** A passport as it is printed: A4, both languages, each figure with its source and its age. */
export function PassportFrame({
  passport,
  seal: { digest, keyFingerprint, keyUrl },
  children,
}: {
  passport: { issuedAt: string; issuedBy: string; subject: { name: string } };
  seal: Seal;
  children: ReactNode;
}) {
  return (
    <article className="passport flex max-w-5xl flex-col gap-4 px-4 pb-12 md:px-8">
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="wrap-anywhere font-semibold text-lg">
          <Both say={(of) => of.passport('title')} /> · {passport.subject.name}
        </p>
        <p className="text-xs">
          <Both say={(of) => of.passport('issued')} /> {momentOf(passport.issuedAt)},{' '}
          <Both say={(of) => of.passport('issuedBy')} /> {passport.issuedBy}
        </p>
      </header>
      {children}
      <section className="border-line-strong border-t pt-2 text-xs">
        <h2 className="font-semibold text-sm">
          <Both say={(of) => of.passport('verify.title')} />
        </h2>
        <p className="mt-1">
          <Both say={(of) => of.passport('verify.text', { url: keyUrl })} />
        </p>
        <Pairs>
          <Pair name={(of) => of.passport('verify.digest')}>
            <Code>{digest}</Code>
          </Pair>
          <Pair name={(of) => of.passport('verify.key')}>
            <Code>{keyFingerprint}</Code>
          </Pair>
        </Pairs>
      </section>
    </article>
  );
}
