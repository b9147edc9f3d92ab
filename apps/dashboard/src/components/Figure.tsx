'use client';

import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { type DataTable, toCsv } from '../format/csv.ts';
import { TableView } from './DataTable.tsx';
import { download, svgFile, toPng } from './download.ts';
import classes from './Figure.module.css';
import { useFigureTheme } from './use-figure-theme.ts';

interface FigureProps {
  /** The finding in words, or a question or description where bounds hold 0. */
  title: string;
  subtitle?: ReactNode;
  /** What bands and bars are, over how many of what, by which method. */
  caption?: ReactNode;
  /** What chooses among parts of the picture; outside of it, since a picture holds no controls. */
  controls?: ReactNode;
  /** For readers without the picture, and below it in files; plain text of subtitle and caption where left out and those are strings. */
  description?: string;
  /** The equal of the picture. */
  table: DataTable;
  /** Without extension. */
  fileName: string;
  /** Where the numbers come from: the GraphQL query, kept in downloads. */
  query?: string;
  /** Old data shows while new data loads. */
  stale?: boolean;
  rule?: boolean;
  /** False where what it holds is no picture but a list: then there is none to download. */
  drawn?: boolean;
  /** Makes the picture a tab stop that the arrows walk. `t` shows the table. */
  onKeyDown?: (event: KeyboardEvent) => void;
  onBlur?: () => void;
  /** What the walk stands on, for screen readers. */
  announced?: string;
  /** Holds one svg. */
  children: ReactNode;
}

/** A figure: its finding, the picture, a caption, and the same numbers as a table and as files. */
export function Figure(props: FigureProps) {
  const { title, subtitle, caption, table, children, stale = false, rule = true, drawn = true } = props;
  const [showTable, setShowTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const { toggle, byKey } = useTableKey(showTable, setShowTable, body);
  const id = useId();
  const theme = useFigureTheme();
  const description =
    props.description ??
    [subtitle, caption]
      .filter((text) => typeof text === 'string')
      .map(ended)
      .join(' ');
  // The address holds the page's whole state, the time tells which data there were.
  const about = () => ({
    ...{ title, description },
    query: [props.query, `${window.location.href} at ${new Date().toISOString()}`].filter(Boolean).join('; '),
  });

  const svg = () => {
    const found = body.current?.querySelector<SVGSVGElement>('svg:not([data-overlay])');
    return found ? svgFile(found, { ...about(), theme }) : undefined;
  };
  const saveSvg = () => {
    const text = svg();
    if (text) download(`${props.fileName}.svg`, new Blob([text], { type: 'image/svg+xml' }));
  };
  const savePng = async () => {
    const text = svg();
    if (text) download(`${props.fileName}.png`, await toPng(text, about()));
  };
  const saveCsv = () => download(`${props.fileName}.csv`, new Blob([toCsv(table, about())], { type: 'text/csv' }));

  const keyDown = (event: KeyboardEvent) => (event.key === 't' ? byKey(event) : props.onKeyDown?.(event));

  return (
    <figure className={classes.figure} data-rule={rule}>
      <div className={classes.head}>
        <h2 className={classes.title} id={`${id}-title`}>
          {title}
        </h2>
        <div className={classes.actions}>
          {drawn && (
            <>
              <button type="button" className="action" onClick={saveSvg} disabled={showTable}>
                SVG
              </button>
              <button type="button" className="action" onClick={savePng} disabled={showTable}>
                PNG
              </button>
            </>
          )}
          <button type="button" className="action" onClick={saveCsv}>
            CSV
          </button>
          <button
            ref={toggle}
            type="button"
            className="action"
            aria-pressed={showTable}
            onClick={() => setShowTable(!showTable)}
            onKeyDown={(event) => event.key === 't' && byKey(event)}
          >
            {showTable ? (drawn ? 'Figure' : 'List') : 'Table'}
          </button>
        </div>
      </div>
      {subtitle !== undefined && <div className={classes.subtitle}>{subtitle}</div>}
      {!showTable && props.controls}
      {showTable ? (
        <TableView table={table} />
      ) : !drawn ? (
        <div className={classes.body} data-stale={stale}>
          {children}
        </div>
      ) : (
        <div
          ref={body}
          className={classes.body}
          data-stale={stale}
          role="img"
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-description`}
          {...(props.onKeyDown && { tabIndex: 0, onKeyDown: keyDown, onBlur: props.onBlur })}
        >
          {children}
        </div>
      )}
      {props.announced !== undefined && (
        <div className="visually-hidden" aria-live="polite">
          {props.announced}
        </div>
      )}
      <p id={`${id}-description`} hidden>
        {description}
        {props.onKeyDown && ' Arrow keys walk it.'}
      </p>
      {caption !== undefined && <figcaption className={`caption ${classes.caption}`}>{caption}</figcaption>}
    </figure>
  );
}

/** With a full stop, so that what follows is another sentence. */
function ended(text: string): string {
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}

/**
 * The key that shows the table and, on the button that has the focus then, the picture again: the focus goes along, since what had it
 * is gone.
 */
function useTableKey(shown: boolean, show: (shown: boolean) => void, picture: RefObject<HTMLElement | null>) {
  const toggle = useRef<HTMLButtonElement>(null);
  const pressed = useRef(false);
  useEffect(() => {
    if (!pressed.current) return;
    pressed.current = false;
    const place = shown ? toggle.current : picture.current;
    place?.focus();
  }, [shown, picture]);
  const byKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    pressed.current = true;
    show(!shown);
  };
  return { toggle, byKey };
}
