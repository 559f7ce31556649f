import type { Report } from '../../model/report.ts';
import renderJson from './json.ts';
import renderJunit from './junit.ts';
import renderMarkdown from './markdown.ts';
import type { Paint } from './paint.ts';
import renderShort from './short.ts';
import renderText from './text.ts';

/** Every format by name. */
export const RENDERERS = {
  text: renderText,
  short: renderShort,
  json: renderJson,
  junit: renderJunit,
  markdown: renderMarkdown,
} as const satisfies Record<string, (report: Report, paint?: Paint, columns?: number) => string>;

export type Format = keyof typeof RENDERERS;

export const FORMATS = Object.keys(RENDERERS) as readonly Format[];
