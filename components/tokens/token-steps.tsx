import { CodeBlock } from '@/components/ui/code';

/** What to type with a token in hand. Commands are the same in every language. */
export function TokenSteps({ url, label }: { url: string; label: string }) {
  const text = [
    `export SLUICE_URL=${url}`,
    'export SLUICE_TOKEN=sluice_pat_…',
    'npx sluice plan -f spec.yaml',
    'npx sluice apply -f spec.yaml --yes --wait',
  ].join('\n');
  return <CodeBlock text={text} label={label} />;
}
