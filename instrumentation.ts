/** Next calls this once per server process, before it answers. Compiled for the edge too: Node code stays behind the branch. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startServer } = await import('./instrumentation-node');
    await startServer();
  }
}
