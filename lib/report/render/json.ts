import type { Report } from '../../model/report.ts';
import { UNSAFE } from './plain.ts';

/** The report itself, indented by two, with a line break at the end. What a terminal would obey is escaped, as JSON allows. */
export default function renderJson(report: Report): string {
  const text = JSON.stringify(report, null, 2);
  return `${text.replace(UNSAFE, (character) => (character === '\n' ? character : escaped(character)))}\n`;
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
