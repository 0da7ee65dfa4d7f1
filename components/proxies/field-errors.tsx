/** What is wrong with a group of controls; the line is always there, so that an error moves nothing. */
export function FieldErrors({ id, errors }: { id: string; errors: readonly string[] }) {
  return (
    <p id={id} className="min-h-4 text-danger text-xs">
      {errors.join(' ')}
    </p>
  );
}
