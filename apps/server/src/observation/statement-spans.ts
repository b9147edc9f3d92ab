import type { OnStatement } from '@passband/store';
import type { Tracing } from '@passband/tracing';

/** SQL statements, without their values, as parts of the span that asks them; what nothing asks is none. */
export function statementSpans(tracing: Tracing): OnStatement {
  return (sql, milliseconds) => {
    if (!tracing.running()) return;
    const nowMs = Date.now();
    tracing
      .begin({
        ...{ name: nameOf(sql), kind: 'client', startMs: nowMs - milliseconds },
        attributes: { 'db.system.name': 'postgresql', 'db.query.text': sql },
      })
      .end(nowMs);
  };
}

/** The verb and the first table. */
function nameOf(sql: string): string {
  const [, first = 'statement'] = /^\s*(\w+)/.exec(sql) ?? [];
  const verb = first.toLowerCase() === 'with' ? (/\b(insert|update|delete)\b/i.exec(sql)?.[1] ?? 'select') : first;
  const [, table] = /\b(?:from|into|update)\s+"?([\w.]+)/i.exec(sql) ?? [];
  return table === undefined ? verb.toLowerCase() : `${verb.toLowerCase()} ${table}`;
}
