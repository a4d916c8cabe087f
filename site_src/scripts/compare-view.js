/* What the comparison is drawn with: elements, amounts in 万元, sorted bars. */
const SVG = "http://www.w3.org/2000/svg";
const ROW = 34;

export const make = (tag, given = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) if (value !== null) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

const draw = (tag, given, text) => {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
};

/* 万元 from yuan with two decimals, rounded half up, by digits and never by floats: 6320400.00 → 632.04. */
export const wan = (yuan) => {
  if (yuan === "") return "";
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(yuan);
  const fen = BigInt(whole + part.padEnd(2, "0").slice(0, 2)); // hundredths of a yuan
  const hundredths = (fen + 5000n) / 10000n;
  const digits = String(hundredths).padStart(3, "0");
  const shown = `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ",")}.${digits.slice(-2)}`;
  return hundredths === 0n ? shown : sign + shown;
};

export const label = (parts) => parts.filter(Boolean).join(" ");

/* Bars of these {label, amount, series}, the largest first. */
export const bars = (parts, title, width, written = wan) => {
  const sorted = [...parts].sort((one, other) => Number(other.amount) - Number(one.amount));
  const most = Math.max(...sorted.map((part) => Math.abs(Number(part.amount)))) || 1;
  const svg = draw("svg", { class: "mz-picture", role: "img", viewBox: `0 0 ${width} ${sorted.length * ROW}`, "aria-label": title });
  svg.append(draw("title", {}, title));
  const room = Math.floor((width - 130) / 12);
  sorted.forEach((part, n) => {
    const y = n * ROW;
    const length = Math.max(1, (Math.abs(Number(part.amount)) / most) * width);
    const name = part.label.length > room ? `${part.label.slice(0, room)}…` : part.label;
    svg.append(
      draw("text", { x: 0, y: y + 13, class: "mz-pic-name" }, name),
      draw("text", { x: width, y: y + 13, "text-anchor": "end", class: "mz-pic-amount" }, written(part.amount)),
      draw("rect", { x: 0, y: y + 19, width: length.toFixed(1), height: 8, class: `mz-series-${(part.series % 5) + 1}` }),
    );
  });
  return svg;
};
