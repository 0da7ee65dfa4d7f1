'use client';

import './globals.css';

/** The frame itself failed: no catalogue and no session can be relied on, so both languages stand here. */
export default function GlobalErrorPage({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-items-center p-6 font-sans">
        <main className="max-w-md">
          <title>Sluice</title>
          <h1 className="font-semibold text-xl">Sluice could not start this page</h1>
          <p className="mt-2 text-ink-muted">
            Its database may be away. Try again; if it lasts, tell whoever runs Sluice.
          </p>
          <p lang="ja" className="mt-1 text-ink-muted">
            ページを表示できませんでした。もう一度お試しください。続く場合は Sluice
            の管理者に連絡してください。
          </p>
          <button
            type="button"
            onClick={() => retry()}
            className="mt-6 h-9 rounded-md bg-accent px-4 font-medium text-accent-ink"
          >
            Try again / <span lang="ja">再試行</span>
          </button>
        </main>
      </body>
    </html>
  );
}
