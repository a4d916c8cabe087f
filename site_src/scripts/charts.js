/*
 * Charts to take away: below each, the picture as SVG and PNG. Title and source are written into it, so that it can stand
 * by itself wherever it goes; colours are those of the page as it is seen, and the background is drawn.
 */
const LOOK = ["fill", "fill-opacity", "stroke", "stroke-width", "font-size", "font-weight", "font-family", "text-anchor"];
const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 24;

const draw = (tag, given, text = "") => {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
};

const paint = (from, to) => {
  const look = getComputedStyle(from);
  for (const name of LOOK) {
    const value = look.getPropertyValue(name);
    if (value) to.setAttribute(name, value);
  }
  to.removeAttribute("class");
  [...from.children].forEach((child, n) => paint(child, to.children[n]));
};

/* The chart as an SVG of its own, with what it is above and where it comes from below. */
export const standalone = (svg, title, source) => {
  const [, , width, height] = svg.getAttribute("viewBox").split(/\s+/).map(Number);
  const copy = svg.cloneNode(true);
  paint(svg, copy);
  const look = getComputedStyle(document.body);
  const ink = getComputedStyle(svg).color;
  const size = { x: -MARGIN, y: -2 * MARGIN, width: width + 2 * MARGIN, height: height + 4 * MARGIN };
  const whole = draw("svg", {
    xmlns: SVG, viewBox: `${size.x} ${size.y} ${size.width} ${size.height}`, width: size.width, height: size.height,
  });
  const ground = look.backgroundColor === "rgba(0, 0, 0, 0)" ? "#fff" : look.backgroundColor;
  const font = { "font-family": look.fontFamily, fill: ink };
  for (const name of ["class", "role", "aria-label", "aria-labelledby"]) copy.removeAttribute(name);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  whole.append(
    draw("rect", { ...size, fill: ground }),
    draw("text", { ...font, x: 0, y: -MARGIN, "font-size": 15, "font-weight": 600 }, title),
    copy,
    draw("text", { ...font, x: 0, y: height + MARGIN, "font-size": 11 }, source),
  );
  return whole;
};

const save = (href, name) => {
  const link = document.createElement("a");
  Object.assign(link, { href, download: name });
  link.click();
};

const addressed = (svg) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;

const savePng = async (svg, name) => {
  const image = new Image();
  image.src = addressed(svg);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * svg.getAttribute("width");
  canvas.height = 2 * svg.getAttribute("height");
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  save(canvas.toDataURL("image/png"), name);
};

/* The buttons below a ``.mz-chart``, which says its ``title``, its ``source`` and what the buttons are called. */
export const offer = (chart) => {
  const { title, source, svg: asSvg, png: asPng } = chart.dataset;
  const name = title.replace(/[\\/:*?"<>|\s]+/g, "-");
  const shown = () => [...chart.querySelectorAll("svg")].find((svg) => svg.getBoundingClientRect().width > 0);
  const make = () => standalone(shown(), title, `${source} ${location.href}`);
  const button = (text, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: text });
    made.addEventListener("click", act);
    return made;
  };
  const tools = document.createElement("p");
  tools.className = "mz-chart-tools";
  tools.append(
    button(asSvg, () => save(addressed(make()), `${name}.svg`)), " ",
    button(asPng, () => savePng(make(), `${name}.png`)),
  );
  chart.append(tools);
};

for (const chart of document.querySelectorAll(".mz-chart")) offer(chart);
