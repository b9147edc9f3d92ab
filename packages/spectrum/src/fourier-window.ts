import { type TurnTable, turnTable } from './turns.ts';

/** The values of a window's cells: [rows, columns] of the window. */
export interface Cells {
  real: Float64Array;
  imaginary: Float64Array;
}

/**
 * The cells of a 2-D DFT of real images [height, width] round the frequency zero: image frequencies p = -r ... r of the rows and
 * q = -s ... s of the columns (each once: of an even size n the frequency n/2 is -n/2). X(p, q) = sum x(y, x)
 * exp(-2 pi i (p y / height + q x / width)), not normalised. Only rows p >= 0 are held, since X(-p, -q) is the conjugate.
 * By its definition, first along columns, then rows: for few cells that costs less than a fast transform of all.
 */
export class FourierWindow {
  readonly cellCount: number;
  private readonly rows: readonly number[];
  private readonly columns: readonly number[];
  private readonly alongY: TurnTable;
  private readonly alongX: TurnTable;

  /** Radii [r, s], each at most half of its size. */
  constructor(
    readonly height: number,
    readonly width: number,
    [r, s]: readonly [number, number],
  ) {
    this.rows = Array.from({ length: r + 1 }, (_, p) => p);
    this.columns = Array.from({ length: Math.min(2 * s + 1, width) }, (_, k) => k - s);
    this.cellCount = this.rows.length * this.columns.length;
    this.alongY = turnTable(this.rows, height);
    this.alongX = turnTable(this.columns, width);
  }

  /** Calls for every cell that is held. */
  eachCell(use: (p: number, q: number, cell: number) => void): void {
    let cell = 0;
    for (const p of this.rows) for (const q of this.columns) use(p, q, cell++);
  }

  /** The cells of an image. */
  transform(image: Float64Array): Cells {
    const { width, rows, columns, alongX, cellCount } = this;
    const cells = { real: new Float64Array(cellCount), imaginary: new Float64Array(cellCount) };
    for (let row = 0, cell = 0; row < rows.length; row++) {
      const { real, imaginary } = this.sumOfColumns(image, row);
      for (let column = 0; column < columns.length; column++, cell++) {
        for (let x = 0, at = column * width; x < width; x++, at++) {
          const [cosine, sine] = [alongX.cosines[at]!, alongX.sines[at]!];
          cells.real[cell]! += real[x]! * cosine + imaginary[x]! * sine;
          cells.imaginary[cell]! += imaginary[x]! * cosine - real[x]! * sine;
        }
      }
    }
    return cells;
  }

  /** Adds the image whose DFT is these cells, and 0 elsewhere, to `image`. */
  addInverse(cells: Cells, image: Float64Array): void {
    const { height, width, rows, alongY } = this;
    for (let row = 0; row < rows.length; row++) {
      const { real, imaginary } = this.sumOfCells(cells, row);
      // Row -p holds the conjugates of row p, but where it is the same row.
      const times = row === 0 || 2 * row === height ? 1 : 2;
      const scale = times / (height * width);
      for (let y = 0, at = 0; y < height; y++) {
        const cosine = scale * alongY.cosines[row * height + y]!;
        const sine = scale * alongY.sines[row * height + y]!;
        for (let x = 0; x < width; x++, at++) image[at]! += cosine * real[x]! - sine * imaginary[x]!;
      }
    }
  }

  /** sum over y of x(y, x) exp(-2 pi i p y / height), by x. */
  private sumOfColumns(image: Float64Array, row: number): Cells {
    const { height, width, alongY } = this;
    const sum = { real: new Float64Array(width), imaginary: new Float64Array(width) };
    for (let y = 0, at = 0; y < height; y++) {
      const cosine = alongY.cosines[row * height + y]!;
      const sine = alongY.sines[row * height + y]!;
      for (let x = 0; x < width; x++, at++) {
        sum.real[x]! += image[at]! * cosine;
        sum.imaginary[x]! -= image[at]! * sine;
      }
    }
    return sum;
  }

  /** sum over q of X(p, q) exp(2 pi i q x / width), by x. */
  private sumOfCells(cells: Cells, row: number): Cells {
    const { width, columns, alongX } = this;
    const sum = { real: new Float64Array(width), imaginary: new Float64Array(width) };
    for (let column = 0, at = 0; column < columns.length; column++) {
      const real = cells.real[row * columns.length + column]!;
      const imaginary = cells.imaginary[row * columns.length + column]!;
      for (let x = 0; x < width; x++, at++) {
        const [cosine, sine] = [alongX.cosines[at]!, alongX.sines[at]!];
        sum.real[x]! += real * cosine - imaginary * sine;
        sum.imaginary[x]! += imaginary * cosine + real * sine;
      }
    }
    return sum;
  }
}
