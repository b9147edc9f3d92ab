export { ABOUT_HEADERS, measurementSpan } from './measurement-span.ts';
export { openTracing } from './open-tracing.ts';
export { noTracing, type OpenSpan, type SpanAttributes, type SpanStart, type Tracing } from './tracing.ts';
