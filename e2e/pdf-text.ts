import { inflateSync } from 'node:zlib';

/**
 * The text of a PDF that Chromium printed, in the order in which it is drawn. Reads no other PDF: it relies on objects
 * that lie open in the file, on fonts that are named by their object (`/F9` is object 9), and on their `ToUnicode` tables.
 */
export function textOfPdf(pdf: Buffer): string {
  const file = pdf.toString('latin1');
  const objects = new Map([...file.matchAll(/(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj/gs)].map(([, id = '', body = '']) => [id, body]));
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  for (const [id, body] of objects) {
    const table = /\/ToUnicode (\d+) 0 R/.exec(body)?.[1];
    if (table !== undefined) fonts.set(id, readToUnicode(streamOf(objects.get(table))));
  }
  const contents = [...objects.values()].flatMap((body) => /\/Type \/Page\b.*\/Contents (\d+) 0 R/s.exec(body)?.[1] ?? []);
  return contents.map((id) => readContent(streamOf(objects.get(id)), fonts)).join('\n');
}

function streamOf(body = ''): string {
  const start = body.indexOf('stream\n') + 'stream\n'.length;
  const length = Number(/\/Length (\d+)/.exec(body.slice(0, start))?.[1] ?? 0);
  return inflateSync(Buffer.from(body.slice(start, start + length), 'latin1')).toString('latin1');
}

// A glyph is four hexadecimal digits, and so is each UTF-16 unit that it stands for.
function readToUnicode(table: string): ReadonlyMap<string, string> {
  const glyphs = new Map<string, string>();
  for (const [, block = ''] of table.matchAll(/beginbfchar(.*?)endbfchar/gs)) {
    for (const [, glyph = '', text = ''] of block.matchAll(/<(\w+)> <(\w+)>/g)) glyphs.set(glyph.toUpperCase(), utf16(text));
  }
  for (const [, block = ''] of table.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
    for (const [, first = '', last = '', text = ''] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      for (let code = Number.parseInt(first, 16), offset = 0; code <= Number.parseInt(last, 16); code += 1, offset += 1) {
        glyphs.set(hex(code), String.fromCharCode(Number.parseInt(text, 16) + offset));
      }
    }
  }
  return glyphs;
}

function readContent(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> | undefined;
  let text = '';
  for (const [, name, glyphs, end] of content.matchAll(/\/F(\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\b(ET)\b/g)) {
    if (name !== undefined) font = fonts.get(name);
    if (glyphs !== undefined) text += (glyphs.match(/.{4}/g) ?? []).map((glyph) => font?.get(glyph.toUpperCase()) ?? '').join('');
    if (end !== undefined) text += '\n';
  }
  return text;
}

function utf16(digits: string): string {
  return (digits.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(Number.parseInt(unit, 16))).join('');
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0').toUpperCase();
}
