/** What a scan ended with: `tooDeep` is our limit, `syntax` is theirs. */
export class HclFault extends Error {
  constructor(
    readonly line: number,
    readonly reason: 'syntax' | 'tooDeep',
  ) {
    super(reason);
  }
}

const closing: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** A cursor over HCL text that counts lines as it moves. */
export class HclScan {
  at = 0;
  line = 1;

  constructor(readonly text: string) {}

  peek(): string {
    return this.text[this.at] ?? '';
  }

  fail(): never {
    throw new HclFault(this.line, 'syntax');
  }

  step(count = 1): void {
    for (let n = 0; n < count && this.at < this.text.length; n++) {
      if (this.text[this.at] === '\n') this.line++;
      this.at++;
    }
  }

  match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found) this.step(found.length);
    return found;
  }

  /** Passes blanks and comments; newlines too unless told to stop at them. */
  blank(newlines = true): void {
    const pattern = newlines
      ? /(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y
      : /(?:[^\S\n]+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
    this.match(pattern);
  }

  /** A quoted text, cursor on its first quote; `${…}` may hold quotes of its own. */
  quoted(): string {
    const from = this.at;
    this.step();
    while (this.peek() !== '"') {
      if (this.peek() === '' || this.peek() === '\n') this.fail();
      if (
        /[$%]/.test(this.peek()) &&
        this.text[this.at + 1] === '{' &&
        this.text[this.at - 1] !== this.peek()
      ) {
        this.step();
        this.balanced();
      } else this.step(this.peek() === '\\' ? 2 : 1);
    }
    this.step();
    return this.text.slice(from, this.at);
  }

  /** A heredoc's body, cursor on its `<<`; null where there is none. */
  heredoc(): string | null {
    const head = this.match(/<<-?[A-Za-z_][\w-]*[^\S\n]*\r?\n/y);
    if (!head) return null;
    const word = head.replace(/^<<-?/, '').trim();
    const end = new RegExp(`^[^\\S\\n]*${word}[^\\S\\n]*\\r?$`, 'gm');
    end.lastIndex = this.at;
    const found = end.exec(this.text);
    if (!found) this.fail();
    const body = this.text.slice(this.at, found.index);
    this.step(found.index + found[0].length - this.at);
    return body;
  }

  /** Passes a bracket and all it holds. Iterative: text nests as deep as it likes. */
  balanced(): void {
    const open: string[] = [];
    do {
      const next = this.peek();
      if (next === '') this.fail();
      if (next === '"') this.quoted();
      else if (this.heredoc() !== null) continue;
      else if (next === '#' || /^\/[/*]/.test(this.text.slice(this.at, this.at + 2))) {
        const before = this.at;
        this.blank();
        if (this.at === before) this.fail();
      } else {
        const close = closing[next];
        if (close) open.push(close);
        else if (next === ')' || next === ']' || next === '}') {
          if (open.pop() !== next) this.fail();
        }
        if (open.length > maxDepth) throw new HclFault(this.line, 'tooDeep');
        this.step();
      }
    } while (open.length > 0);
  }
}

/** Deeper than any template nests, shallower than the stack. */
export const maxDepth = 100;
