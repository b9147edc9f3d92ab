import figure from '../components/Figure.module.css';

/** A sentence in the place of a figure that would show nothing. */
export function NoFigure({ title, why, rule }: { title: string; why: string; rule: boolean }) {
  return (
    <section className={figure.figure} data-rule={rule}>
      <h2 className={figure.title}>{title}</h2>
      <p className="muted">{why}</p>
    </section>
  );
}
