import type { PathFrame, StripPlace } from '../plots/path-panels.ts';
import type { FigureTheme } from '../plots/theme.ts';
import { sampleUrl } from './use-sample-images.ts';

interface PathStripProps {
  path: string;
  strip: StripPlace;
  frame: PathFrame;
  theme: FigureTheme;
  pictures: ReadonlyMap<string, string | null>;
  /** Of the path's ends. */
  names: readonly [string, string];
  /** The sample under the pointer. */
  sample: number;
}

/** The images along the path in step with the x axis, and the one at the pointer in the margin. */
export function PathStrip({ path, strip, frame, theme, pictures, names, sample }: PathStripProps) {
  const { size, top } = strip;
  const at = { size: Math.min(size, 84), x: frame.right + 12 };
  const wide = frame.right - frame.left > 420;
  return (
    <g fontSize={11} fill={theme.muted}>
      <text x={frame.left} y={top - 6}>
        {names[0]}
      </text>
      {wide && (
        <text x={frame.right} y={top - 6} textAnchor="end">
          {names[1]}
        </text>
      )}
      {strip.pictures.map((picture) => (
        <Picture
          key={picture.x}
          x={picture.x}
          href={pictures.get(sampleUrl(path, picture.sample))}
          {...{ theme, top, size }}
        />
      ))}
      <text x={at.x} y={top - 6} fill={theme.accent} fontWeight={600}>
        at the pointer
      </text>
      <Picture x={at.x} href={pictures.get(sampleUrl(path, sample))} {...{ theme, top }} size={at.size} />
      <rect
        x={at.x - 1}
        y={top - 1}
        width={at.size + 2}
        height={at.size + 2}
        fill="none"
        stroke={theme.accent}
        strokeWidth={2}
      />
    </g>
  );
}

interface PictureProps {
  href: string | null | undefined;
  x: number;
  top: number;
  size: number;
  theme: FigureTheme;
}

/** A picture, or its place while it loads, or an empty frame where the server has none. */
function Picture({ href, x, top, size, theme }: PictureProps) {
  const box = { x: x + 0.5, y: top, width: size - 1, height: size };
  if (href == null) return <rect {...box} fill={theme.raised} stroke={href === null ? theme.lineStrong : 'none'} />;
  return <image {...box} href={href} preserveAspectRatio="xMidYMid meet" style={{ imageRendering: 'pixelated' }} />;
}
