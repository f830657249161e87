// Draws values with their intervals, as SVG, with Observable Plot. It is fetched when the first chart is drawn, and works out no number.

/** One value of a chart, and of its table. */
export interface Row {
  label: string;
  value: number;
  /** Both or neither. */
  low: number | null;
  high: number | null;
  /** Of how many people it speaks. */
  n: number | null;
}

export interface Drawing {
  /** What it shows: the name of the picture. */
  title: string;
  /** What the axis counts. */
  unit: string;
  rows: readonly Row[];
  /** Where the axis begins and ends, if the measure has ends of its own. */
  range: readonly [number, number] | null;
  /** Whether nothing is on the axis: for differences and counts. */
  zero: boolean;
  width: number;
}

export interface Colours {
  ink: string;
  soft: string;
  line: string;
  accent: string;
  ground: string;
}

/** The page's own colours, light or dark. */
export function pageColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: of('--ink'),
    soft: of('--ink-soft'),
    line: of('--line'),
    accent: of('--accent'),
    ground: of('--ground'),
  };
}

/** For paper. */
export const PRINTED: Colours = {
  ink: '#1c2a2e',
  soft: '#4a5a5f',
  line: '#d9dcd8',
  accent: '#0b5c63',
  ground: '#ffffff',
};

const FONT = 'system-ui, sans-serif';
const ROW = 46;

/** A long label on lines of its own would be cut; above its value it has the whole width. */
export async function draw(drawing: Drawing, colours: Colours): Promise<SVGSVGElement> {
  const Plot = await import('@observablehq/plot');
  const { rows, width, range, zero } = drawing;
  const ends = rows.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const all = [...ends, ...(range ?? []), ...(zero ? [0] : [])];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const room = range === null ? (most - least || 1) * 0.05 : 0;
  const at = rows.map((row, index) => ({ ...row, y: `${index}` }));
  // Counts begin at nothing and have no interval: their length is read, not their place.
  const counts = zero && rows.every(({ low, value }) => low === null && value >= 0);
  // In a document of its own: the library writes a style sheet into the picture, which the page's policy refuses.
  const apart = document.implementation.createHTMLDocument('');
  const svg = Plot.plot({
    document: apart,
    width,
    height: ROW * rows.length + 56,
    marginLeft: 12,
    marginRight: 24,
    marginTop: 12,
    marginBottom: 44,
    x: {
      domain: [least - room, most + room],
      label: drawing.unit,
      labelArrow: 'none',
      labelAnchor: 'left',
      grid: true,
      ticks: width < 480 ? 4 : 7,
    },
    y: { domain: at.map(({ y }) => y), axis: null, type: 'point', padding: 0.5 },
    marks: [
      ...(zero ? [Plot.ruleX([0], { stroke: colours.soft })] : []),
      Plot.text(at, {
        y: 'y',
        text: (row: Row) =>
          row.label.length > width / 8 ? `${row.label.slice(0, Math.floor(width / 8))}…` : row.label,
        frameAnchor: 'left',
        textAnchor: 'start',
        dy: -12,
        fontSize: 13,
        fill: colours.ink,
        stroke: colours.ground,
        strokeWidth: 5,
      }),
      Plot.ruleY(
        at.filter(({ low }) => low !== null),
        { y: 'y', x1: 'low', x2: 'high', dy: 8, stroke: colours.accent, strokeWidth: 2 },
      ),
      counts
        ? Plot.ruleY(at, { y: 'y', x1: 0, x2: 'value', dy: 8, stroke: colours.accent, strokeWidth: 12 })
        : Plot.dot(at, { y: 'y', x: 'value', dy: 8, r: 5, fill: colours.accent }),
    ],
  }) as SVGSVGElement;
  svg.querySelectorAll('style').forEach((style) => style.remove());
  svg.removeAttribute('class');
  const own: Record<string, string> = {
    xmlns: 'http://www.w3.org/2000/svg',
    role: 'img',
    'aria-label': drawing.title,
    'font-family': FONT,
    'font-size': '12',
    fill: colours.soft,
    color: colours.soft,
    'text-anchor': 'middle',
  };
  for (const [name, value] of Object.entries(own)) svg.setAttribute(name, value);
  svg.querySelectorAll('[aria-label]').forEach((part) => part !== svg && part.removeAttribute('aria-label'));
  svg.querySelectorAll('[aria-description]').forEach((part) => part.removeAttribute('aria-description'));
  svg.querySelectorAll('g').forEach((part) => part.setAttribute('aria-hidden', 'true'));
  svg.querySelectorAll('text').forEach((part) => part.setAttribute('direction', 'ltr'));
  return svg;
}

/** The picture by itself, on white, with its title. */
export async function svgFile(drawing: Drawing): Promise<Blob> {
  return new Blob([await printed(drawing)], { type: 'image/svg+xml' });
}

async function printed(drawing: Drawing): Promise<string> {
  const svg = await draw({ ...drawing, width: 720 }, PRINTED);
  const paper = svg.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({ width: '100%', height: '100%', fill: PRINTED.ground }))
    paper.setAttribute(name, value);
  const title = svg.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'title');
  title.textContent = drawing.title;
  svg.prepend(title, paper);
  return new XMLSerializer().serializeToString(svg);
}

/** The same in dots, twice as fine as most screens. */
export async function pngFile(drawing: Drawing): Promise<Blob> {
  const image = new Image();
  const loaded = new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = () => reject(new Error('the picture could not be read'));
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await printed(drawing))}`;
  await loaded;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('the picture could not be written')) : resolve(blob)),
      'image/png',
    ),
  );
}
