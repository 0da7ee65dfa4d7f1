export type LogEvent = {
  eventId: string;
  timestamp: number;
  ingestionTime: number;
  message: string;
};
export type LogStream = { name: string; createdAt: number; events: LogEvent[] };
export type LogGroup = {
  name: string;
  createdAt: number;
  retentionInDays?: number;
  tags: Record<string, string>;
  streams: Record<string, LogStream>;
};

/** Events kept per stream: the sandbox is no archive, and a demo left running must not grow without end. */
export const eventsPerStreamMax = 20_000;

/** CloudWatch Logs: groups with their streams and events. */
export class LogsStore {
  readonly groups = new Map<string, LogGroup>();
  private sequence = 0;

  /** Appends a line, making the stream when it is new. A group that does not exist swallows the line. */
  append(groupName: string, streamName: string, timestamp: number, message: string): void {
    const group = this.groups.get(groupName);
    if (!group) return;
    group.streams[streamName] ??= { name: streamName, createdAt: timestamp, events: [] };
    const { events } = group.streams[streamName];
    this.sequence += 1;
    const eventId = `${String(timestamp).padStart(20, '0')}${String(this.sequence).padStart(36, '0')}`;
    events.push({ eventId, timestamp, ingestionTime: timestamp, message });
    if (events.length > eventsPerStreamMax) events.splice(0, events.length - eventsPerStreamMax);
  }

  toJSON(): object {
    return { groups: [...this.groups], sequence: this.sequence };
  }

  fromJSON(json: unknown): void {
    const saved = json as Partial<{ groups: [string, LogGroup][]; sequence: number }>;
    this.groups.clear();
    for (const [name, group] of saved.groups ?? []) this.groups.set(name, group);
    this.sequence = saved.sequence ?? 0;
  }
}
