/** Reads what documents show of a shell: commands, their words, and those within `$(…)`. No more of its grammar than they use. */

interface Read {
  commands: string[][];
  /** Where reading stopped: the end, or behind the bracket that closes. */
  end: number;
}

const BLANK = /[ \t]/;
const OPERATOR = /[\n;&|(){}]/;

/** The commands of a text in the order in which they end, each a list of words without quotes; settings before them are left out. */
export function commandsOf(text: string): string[][] {
  return read(text.replaceAll('\\\n', ' '), 0, false).commands;
}

function read(text: string, start: number, nested: boolean): Read {
  const commands: string[][] = [];
  let words: string[] = [];
  const end = () => {
    const first = words.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word));
    if (first >= 0) commands.push(words.slice(first));
    words = [];
  };
  let at = start;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (BLANK.test(character)) at++;
    else if (character === '#') at = endOfLine(text, at);
    else if (/^\d?[<>]/.test(text.slice(at))) at = behindRedirection(text, at, commands);
    else if (nested && character === ')') {
      end();
      return { commands, end: at + 1 };
    } else if (OPERATOR.test(character)) {
      end();
      at++;
    } else {
      const word = readWord(text, at, commands);
      words.push(word.text);
      at = word.end;
    }
  }
  end();
  return { commands, end: at };
}

function endOfLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found < 0 ? text.length : found;
}

/** Where it leads to is no word of the command. */
function behindRedirection(text: string, at: number, commands: string[][]): number {
  const [sign = ''] = /^\d?(?:<<<|[<>]+)&?[ \t]*/.exec(text.slice(at)) ?? [];
  return readWord(text, at + sign.length, commands).end;
}

/** One word; commands within it are added to the others, and stand in it as `$(…)`. */
function readWord(text: string, start: number, commands: string[][]): { text: string; end: number } {
  let word = '';
  let quote = '';
  let at = start;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (quote === '' && (BLANK.test(character) || /[\n;&|()<>]/.test(character))) break;
    if (quote !== "'" && text.startsWith('$(', at)) {
      const inner = read(text, at + 2, true);
      commands.push(...inner.commands);
      word += '$(…)';
      at = inner.end;
    } else if (quote === '' ? character === '"' || character === "'" : character === quote) {
      quote = quote === '' ? character : '';
      at++;
    } else {
      const escaped = character === '\\' && quote !== "'";
      word += escaped ? (text[at + 1] ?? '') : character;
      at += escaped ? 2 : 1;
    }
  }
  return { text: word, end: at };
}
