import { Alert } from '@/components/ui/alert';
import type { Fault } from '@/templates/spec';

/** What the file's schema says of a form, each by its path in the file. */
export function FormFaults({ title, faults }: { title: string; faults: readonly Fault[] }) {
  if (faults.length === 0) return null;
  return (
    <Alert tone="danger" isLive title={title} className="mb-2">
      <ul>
        {faults.map(({ path, message }) => (
          <li key={path}>
            {path} {message}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
