import { type ReactNode, useId } from 'react';

/** One of the form's short sections: a heading and what it asks. */
export function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-3 border-line border-t py-6 first-of-type:border-t-0 first-of-type:pt-0"
    >
      <h2 id={id} className="font-semibold text-lg">
        {title}
      </h2>
      {children}
    </section>
  );
}
