import { describe, expect, it } from 'vitest';
import { readCall } from './args';

describe('the command line', () => {
  it.each([
    ['plan -f a.yaml', { command: 'plan', file: 'a.yaml' }],
    ['apply --file a.yaml -y --wait', { command: 'apply', isYes: true, isWait: true }],
    ['status httpbin-dev -w', { command: 'status', operand: 'httpbin-dev', isWatch: true }],
    ['delete main --network --yes', { command: 'delete', kind: 'network', isYes: true }],
    ['delete a --with-network', { command: 'delete', kind: 'proxy', withNetwork: true }],
    ['login https://sluice.example.com', { command: 'login' }],
    ['--json status a', { command: 'status', isJson: true }],
    ['--help', { command: 'help' }],
    ['apply -h', { command: 'help' }],
  ])('%s is read', (line, call) => {
    expect(readCall(line.split(' '))).toMatchObject(call);
  });

  it.each([
    ['', /no command/],
    ['launch', /launch is no command/],
    ['plan', /needs -f SPEC/],
    ['plan a.yaml', /needs -f SPEC/],
    ['status', /needs NAME/],
    ['status a b', /b is one too many/],
    ['status a --yes', /takes no --yes/],
    ['plan -f a --wait', /takes no --wait/],
    ['delete a --force', /force/],
  ])('%j is refused with the usage', (line, message) => {
    const args = line === '' ? [] : line.split(' ');
    expect(() => readCall(args)).toThrow(message);
    expect(() => readCall(args)).toThrow(/usage: sluice/);
  });
});
