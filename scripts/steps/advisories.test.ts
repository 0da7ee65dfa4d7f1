import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readAdvisories } from './advisories.mjs';

/** A registry as far as npm's audit asks it: what it knows of a package, or that it does not answer this at all. */
let advisories: object | null = {};
let registry: Server;
let folder: string;

beforeAll(async () => {
  registry = createServer((request, answer) => {
    const isAsked = request.url === '/-/npm/v1/security/advisories/bulk';
    answer.statusCode = !isAsked ? 404 : advisories ? 200 : 405;
    answer.setHeader('content-type', 'application/json');
    answer.end(isAsked && advisories ? JSON.stringify(advisories) : '');
  });
  await new Promise<void>((done) => registry.listen(0, '127.0.0.1', done));
  folder = mkdtempSync(join(tmpdir(), 'advisories-'));
  const project = { name: 'x', version: '1.0.0', dependencies: { tiny: '1.0.0' } };
  const tiny = {
    version: '1.0.0',
    resolved: 'http://127.0.0.1:9/tiny.tgz',
    integrity: 'sha512-AA',
  };
  const packages = { '': project, 'node_modules/tiny': tiny };
  const lock = { name: 'x', version: '1.0.0', lockfileVersion: 3, requires: true, packages };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(project));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
});
afterAll(() => {
  registry.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = () => {
  const { port } = registry.address() as AddressInfo;
  const place = [`--registry=http://127.0.0.1:${port}/`, `--cache=${join(folder, 'cache')}`];
  return readAdvisories(folder, [...place, '--fetch-retries=0']);
};

it('npm’s audit tells high findings, clean locks and a registry that does not answer apart', async () => {
  expect(await ask()).toEqual({ findings: [], packages: 1 });

  const url = 'https://github.com/advisories/GHSA-0000-0000-0000';
  const finding = (severity: string, id: number) => ({
    tiny: [{ id, url, title: 'Bad', severity, vulnerable_versions: '<2' }],
  });
  advisories = finding('high', 1);
  expect(await ask()).toEqual({ findings: [`tiny (high): ${url}`], packages: 1 });
  advisories = finding('moderate', 2);
  expect(await ask()).toEqual({ findings: [], packages: 1 });

  advisories = null;
  expect(await ask()).toEqual({ unknown: expect.stringContaining('405 Method Not Allowed') });
});
