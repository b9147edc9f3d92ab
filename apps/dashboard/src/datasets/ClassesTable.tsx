import { fixed } from '../format/numbers.ts';
import { count } from '../format/words.ts';
import classes from './Dataset.module.css';

interface ClassesTableProps {
  of: readonly { index: number; name: string; imageCount: number }[];
  /** By class index; undefined while they are computed. */
  diversities: ReadonlyMap<number, number | null> | undefined;
  chosen: number | undefined;
  onChoose: (index: number | undefined) => void;
}

/** The classes of a dataset; one that is chosen shows its images alone. */
export function ClassesTable({ of, diversities, chosen, onChoose }: ClassesTableProps) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col" className="numeric">
            Index
          </th>
          <th scope="col">Class</th>
          <th scope="col" className="numeric">
            Images
          </th>
          <th scope="col" className="numeric">
            Diversity
          </th>
        </tr>
      </thead>
      <tbody>
        {of.map(({ index, name, imageCount }) => (
          <tr key={index} className={index === chosen ? classes.chosen : undefined}>
            <td className="numeric">{index}</td>
            <td>
              <button
                type="button"
                className="link"
                aria-pressed={index === chosen}
                onClick={() => onChoose(index === chosen ? undefined : index)}
              >
                {name}
              </button>
            </td>
            <td className="numeric">{count(imageCount)}</td>
            <td className="numeric">{diversityWords(diversities, index)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function diversityWords(diversities: ReadonlyMap<number, number | null> | undefined, index: number): string {
  if (diversities === undefined) return '…';
  const diversity = diversities.get(index) ?? null;
  return diversity === null ? '–' : fixed(diversity, 2);
}
