/** A gate let half down into a stream: the product's mark, in the colour of the text around it. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 20 20" fill="none" className={className}>
      <path d="M3 2v16M17 2v16" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path d="M6.5 3h7v7h-7z" fill="currentColor" />
      <path
        d="M6.5 14.5c1.2 0 1.2-1 2.4-1s1.2 1 2.4 1 1.2-1 2.2-1"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </svg>
  );
}
