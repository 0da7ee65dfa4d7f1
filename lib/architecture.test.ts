import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(__dirname, '..');
const rooms = ['app', 'components', 'lib', 'templates', 'policy', 'sandbox', 'e2e', 'scripts'];

/** What a room may not import, and where the code belongs instead. `x` matches a module or a path from the root. */
const rules: { in: RegExp; except?: RegExp; never: RegExp; instead: string }[] = [
  {
    in: /^templates\//,
    except: /\.test\.ts$/,
    never: /^(node:|next|react|@aws-sdk\/|@\/|app\/|components\/|lib\/|sandbox\/|e2e\/|scripts\/)/,
    instead: 'templates/ is pure: zod, yaml, policy/ and itself',
  },
  {
    in: /^policy\//,
    except: /\.test\.ts$|^policy\/testing\//,
    never: /^(?!policy\/)/,
    instead: "policy/ is IAM's evaluation rules and nothing else; it imports only itself",
  },
  {
    in: /./,
    except: /^policy\/testing\/oracle\.ts$/,
    never: /^@cloud-copilot\//,
    instead: 'the oracle is AGPL-3.0: it stands behind policy/testing/oracle.ts, for tests only',
  },
  {
    in: /./,
    except:
      /\.test\.tsx?$|^e2e\/|\/testing\/|^scripts\/(conformance|soak)\/|^scripts\/bench\/((collector|doctor)-run|alerts)/,
    never: /^(app\/api|lib|templates|policy|sandbox)\/testing\//,
    instead: 'what tests stand on is for tests',
  },
  {
    in: /^lib\/aws\//,
    never: /^(react|next)(\/|$)|^(components|app)\//,
    instead: 'lib/aws adapts AWS shapes to our types; rendering belongs to components/',
  },
  {
    in: /^lib\//,
    never: /^(components|app|e2e|scripts)\//,
    instead: 'the arrow points from app over components to lib',
  },
  {
    in: /^lib\//,
    except: /^lib\/(aws|testing)\/|^lib\/(.+\.)?.*test\.ts$/,
    never: /^@aws-sdk\//,
    instead: 'only lib/aws touches the SDK',
  },
  {
    in: /^lib\//,
    except: /\.test\.ts$/,
    never: /^sandbox\//,
    instead: 'the product reaches the local AWS over the wire, through AWS_ENDPOINT_URL',
  },
  {
    in: /^lib\/(proxies|networks|runs|usage|keys|probes)\//,
    never: /^next\/(headers|navigation)$/,
    instead: 'core functions take arguments; requests are read in app/ and lib/identity',
  },
  {
    in: /^components\/ui\//,
    never: /^(lib\/(?!cn$|cn\.ts$|format|i18n)|templates\/|components\/(?!ui\/))/,
    instead: 'components/ui knows no domain word',
  },
  {
    in: /^components\//,
    never:
      /^(app|sandbox|e2e|scripts)\/|^lib\/aws\/|^lib\/db\/|^lib\/[a-z]+\/(data|mutations)(\.ts)?$|^@aws-sdk\//,
    instead: 'props in, markup out: data comes from app/',
  },
  {
    in: /^app\//,
    except: /\.test\.ts$|\/testing\//,
    never: /^lib\/aws\/|^lib\/db\/|^@aws-sdk\/|^(sandbox|e2e|scripts)\//,
    instead: 'routes call data.ts and mutations.ts',
  },
  {
    in: /^sandbox\//,
    never: /^(app|components|lib|templates|e2e|scripts)\/|^next|^react/,
    instead: 'the local AWS is judged against AWS, not built from the product',
  },
  {
    in: /^scripts\/cli\//,
    except: /\.test\.ts$/,
    never: /^(app|components|lib|templates|policy|sandbox|e2e)\/|^@aws-sdk\//,
    instead: 'the command line knows the HTTP API and nothing else',
  },
  {
    in: /^e2e\//,
    never: /^(app|components|lib|templates|sandbox)\//,
    instead: 'an oracle that shares code with its subject proves nothing',
  },
];

/** Text that may stand in one place only. */
const singular: { text: RegExp; only: RegExp; what: string }[] = [
  {
    text: /process\.env\b/,
    only: /^(lib\/env\.ts|lib\/proxies\/snippets\.ts|(lib|policy)\/testing\/|scripts\/|sandbox\/|e2e\/|next\.config|drizzle\.config|.*\.config\.|.*\.test\.ts$|instrumentation)/,
    what: "process.env is read in lib/env.ts (snippets.ts writes it into callers' code)",
  },
  {
    text: /^['"]use server['"]/m,
    only: /^app\/(.+\/)?actions\.ts$/,
    what: '"use server" marks endpoints: app/**/actions.ts only',
  },
  {
    text: /\b(?:text|bg|border|ring|fill|stroke|from|to|via|outline|decoration|accent|caret|divide|shadow)-(?:slate|gray|zinc|neutral|stone|red|orange|amber|yellow|lime|green|emerald|teal|cyan|sky|blue|indigo|violet|purple|fuchsia|pink|rose|black|white)(?:-\d{2,3})?\b/,
    only: /^app\/globals\.css$|\.test\.tsx?$|^(sandbox|scripts)\//,
    what: 'colours are tokens of app/globals.css',
  },
  {
    text: /\b(?:executePlanned|planSaved(?:Network)?)\(/,
    only: /^lib\/rolls\/drive\.ts$|^lib\/(?:runs|proxies|networks)\/mutations\.ts$|^lib\/governance\/every-way\.sandbox\.test\.ts$/,
    what: 'work without an actor at hand is a roll’s alone: whoever else acts is authorised each time',
  },
  {
    text: /\bactorWhoAsked\(/,
    only: /^lib\/identity\/gate\.ts$|^lib\/requests\/begin\.ts$/,
    what: 'whoever is not at hand acts only in what others have approved for them',
  },
  {
    text: /\bprobeStanding\(/,
    only: /^lib\/probes\/(?:mutations|schedule)\.ts$/,
    what: 'a probe without an actor at hand is the schedule’s alone: whoever else probes is authorised each time',
  },
  {
    text: /\bhref=(?:"\/(?!\/)|\{[`'"]\/)/,
    only: /^lib\/routes\.ts$/,
    what: 'hrefs come from lib/routes.ts',
  },
];

function files(directory: string): string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) return name === 'node_modules' ? [] : files(path);
    return /\.(ts|tsx|mjs)$/.test(name) ? [path] : [];
  });
}

const sources = rooms
  .map((room) => join(root, room))
  .filter((path) => existsSync(path))
  .flatMap(files)
  .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));

/** Modules a file imports; relative and `@/` ones as paths from the root. */
function imports(path: string, text: string): string[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
  );
  return [...found].map((match) => {
    const module = match[1] ?? match[2] ?? '';
    if (module.startsWith('@/')) return module.slice(2);
    if (module.startsWith('.')) return relative(root, resolve(root, dirname(path), module));
    return module;
  });
}

describe('the rooms', () => {
  it.each(rules)('$in: $instead', (rule) => {
    const breaches = sources
      .filter(({ path }) => rule.in.test(path) && !rule.except?.test(path))
      .flatMap(({ path, text }) =>
        imports(path, text)
          .filter((module) => rule.never.test(module))
          .map((module) => `${path} imports ${module}`),
      );
    expect(breaches, rule.instead).toEqual([]);
  });

  it('ships no package under the licence of the oracle', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { license?: string; dev?: boolean }>;
    };
    const shipped = Object.entries(packages)
      .filter(([, { dev, license = '' }]) => !dev && /AGPL/.test(license))
      .map(([path]) => path);
    expect(shipped).toEqual([]);
  });

  it.each(singular)('$what', ({ text: pattern, only, what }) => {
    const breaches = sources
      .filter(({ path, text }) => !only.test(path) && pattern.test(text))
      .map(({ path }) => path)
      .filter((path) => path !== 'lib/architecture.test.ts');
    expect(breaches, what).toEqual([]);
  });

  it('every action is made by defineAction, and says in its own words what it asks for', () => {
    const faults = sources
      .filter(({ path }) => /^app\/(.+\/)?actions\.ts$/.test(path))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/^export (?!type )(.*?)(?=^export |(?![\s\S]))/gms)].flatMap((match) => {
          const [, made = ''] = match;
          const [, name = made.slice(0, 40), isPublic] =
            /^const (\w+) = define(Public)?Action\(/.exec(made) ?? [];
          const isMade = /^const \w+ = define(Public)?Action\(/.test(made);
          const says = isPublic || /\bpermission: (null|'[\w.]+')/.test(made);
          return isMade && says ? [] : [`${path}: ${name}`];
        }),
      );
    expect(faults, "defineAction({ name, permission: '…' or null, schema }, …), as text").toEqual(
      [],
    );
  });

  it('every route is made by defineRoute, or has a reason to see to its gate itself', () => {
    const own: Record<string, string> = {
      'app/api/health/route.ts': 'open: tells nothing but the version',
      'app/api/v1/[...path]/route.ts': 'open: a path that is none',
      'app/api/v1/openapi.json/route.ts': 'open: what there is to ask',
      'app/api/runs/[id]/events/route.ts': 'currentActor: a stream, for browsers',
      'app/proxies/[name]/usage/export/route.ts': 'answerFile: a file, for browsers',
      'app/usage/export/route.ts': 'answerFile: a file, for browsers',
      'app/audit/export/route.ts': 'answerFile: a file, for browsers',
      'app/proxies/[name]/passport/export/route.ts': 'answerPassport: a file, for browsers',
      'app/upstreams/[host]/passport/export/route.ts': 'answerPassport: a file, for browsers',
      'app/api/passport-key/route.ts': 'open: a public key, to verify passports with',
      'app/sign-in/oidc/route.ts': 'open: who goes to sign in is nobody yet',
      'app/sign-in/oidc/end/route.ts': 'open: who has signed out is nobody any more',
      'app/sign-in/oidc/callback/route.ts': 'open: state, cookie and provider prove who comes back',
    };
    const faults = sources
      .filter(
        ({ path, text }) => /^app\/.*\/route\.tsx?$/.test(path) && !/\bdefineRoute\(/.test(text),
      )
      .map(({ path }) => path)
      .filter((path) => !(path in own));
    expect(faults, 'make it with defineRoute, or give the reason in `own`').toEqual([]);
    for (const [path, reason] of Object.entries(own)) {
      const gate = /^(\w+):/.exec(reason)?.[1] ?? '';
      if (gate !== 'open') expect(readFileSync(join(root, path), 'utf8')).toContain(`${gate}(`);
    }
  });

  it('every page is looked at in both languages, on a phone, and by axe', () => {
    const text = readFileSync(join(root, 'e2e/pages.ts'), 'utf8');
    const [tops = '', ofProxy = ''] = text.split('export const ofProxy');
    const looked = [...tops.matchAll(/'(\/[^'?]*)/g)].map(([, path = '']) => path);
    looked.push(...[...ofProxy.matchAll(/'(\/[^'?]*)/g)].map(([, path]) => `/proxies/any${path}`));
    const missing = sources
      .flatMap(({ path }) => /^app\/((?:.+\/)?)page\.tsx$/.exec(path)?.[1] ?? [])
      .map((path) => `/${path}`.replace(/(.)\/$/, '$1'))
      .filter((page) => {
        const pattern = new RegExp(`^${page.replace(/\[\w+\]/g, '[^/]+')}$`);
        return !looked.some((path) => pattern.test(path));
      });
    expect(missing, 'add it to e2e/pages.ts').toEqual([]);
  });

  it('every path that the documents cite exists', () => {
    const documents = ['README.md', 'AGENTS.md', 'CHANGELOG.md'].filter((name) =>
      existsSync(join(root, name)),
    );
    const missing = documents.flatMap((name) =>
      [
        ...readFileSync(join(root, name), 'utf8').matchAll(
          /`((?:app|components|lib|templates|policy|sandbox|e2e|scripts|docs)\/[\w./[\]-]*)`/g,
        ),
      ]
        .map((match) => match[1] ?? '')
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${name}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('no source file outgrows three hundred lines', () => {
    const long = sources
      .filter(
        ({ path, text }) =>
          !/\.test\.tsx?$|\.spec\.ts$|^lib\/i18n\/messages\/|\/testing\//.test(path) &&
          text.split('\n').length > 301,
      )
      .map(({ path }) => path);
    expect(long).toEqual([]);
  });
});
