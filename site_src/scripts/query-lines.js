/* The comparable lines as files of some thousands: which of them a question needs, and which of their lines fit it. */
import { valueOf } from "./amounts.js";

const ALIKE = {
  year: "figure_year", phase: "phase", scope: "scope", by: "breakdown", concept: "concept", fund: "fund",
};
const CODED = { functional: "functional_code", economic: "economic_code" };

/* 650000 → 65, 652300 → 6523: what the divisions within a place begin with. */
export const prefixOf = (place) => place.replace(/^(\d{2}(?:\d{2})??)(?:00)+$/, "$1");

const within = (place, wanted) => (/^\d/.test(wanted) ? place.startsWith(prefixOf(wanted)) : place === wanted);

/* The numbers of the bodies that a question asks for. */
export const bodiesOf = (index, asked) => index.bodies.flatMap(([id, name, place, kind], n) =>
  ((!asked.place || within(place, asked.place)) && (!asked.kind || kind === asked.kind)
    && (!asked.body || id === asked.body || name.includes(asked.body)) ? [n] : []));

const fundOf = (asked) => (asked.fund === "all" ? "" : asked.fund);

/* The files that can hold lines of these bodies that fit. */
export const partsOf = (index, asked, bodies) => index.parts.filter(({ has, bodies: [first, last] }) =>
  bodies.some((n) => n >= first && n <= last)
  && Object.entries(ALIKE).every(([name, column]) =>
    !asked[name] || has[column].includes(name === "fund" ? fundOf(asked) : asked[name]))
  && Object.entries(CODED).every(([name, column]) =>
    !asked[name] || has[column].some((code) => code.startsWith(asked[name]))));

const kept = new Map();

/* A file's columns, each as a function from a line's number to its text. */
const load = (address, file) => {
  if (!kept.has(file)) {
    const loading = fetch(address + file).then((response) => {
      if (!response.ok) throw new Error(`${response.status} ${file}`);
      return response.json();
    });
    loading.catch(() => kept.delete(file));
    kept.set(file, loading);
  }
  return kept.get(file);
};

const reader = (column) => {
  if (typeof column === "string") return () => column;
  if (Array.isArray(column)) return (n) => column[n];
  return (n) => column.values[column.at[n]];
};

/* The conditions of a question as functions of (columns, number of the line). */
const conditions = (index, asked, bodies, range) => {
  const ids = new Set(bodies.map((n) => index.bodies[n][0]));
  const tests = [(has, n) => ids.has(has.body(n))];
  for (const [name, column] of Object.entries(ALIKE)) {
    const wanted = name === "fund" ? fundOf(asked) : asked[name];
    if (asked[name]) tests.push((has, n) => has[column](n) === wanted);
  }
  for (const [name, column] of Object.entries(CODED)) {
    if (asked[name]) tests.push((has, n) => has[column](n).startsWith(asked[name]));
  }
  if (asked.text) tests.push((has, n) => has.label(n).includes(asked.text));
  if (asked.lines === "current") tests.push((has, n) => has.is_current(n) === "true");
  if (asked.lines === "add") tests.push((has, n) => has.is_leaf(n) === "true" && has.is_default(n) === "true" && has.adds_up(n) !== "no");
  if (range.min !== null) tests.push((has, n) => valueOf(has.amount_yuan(n)) >= range.min);
  if (range.max !== null) tests.push((has, n) => valueOf(has.amount_yuan(n)) <= range.max);
  return tests;
};

/* The lines of these files that fit, as objects by column; ``value`` is the exact amount. */
export const find = async (address, index, parts, asked, bodies, range) => {
  const tests = conditions(index, asked, bodies, range);
  const loaded = await Promise.all(parts.map(({ file }) => load(address, file)));
  return parts.flatMap(({ lines }, p) => {
    const has = Object.fromEntries(index.columns.map((name) => [name, reader(loaded[p][name])]));
    const found = [];
    for (let n = 0; n < lines; n += 1) {
      if (!tests.every((test) => test(has, n))) continue;
      const line = Object.fromEntries(index.columns.map((name) => [name, has[name](n)]));
      found.push({ ...line, value: valueOf(line.amount_yuan) });
    }
    return found;
  });
};

const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/* The lines as lines.csv has them: its columns without the table and the labels, which are added for this page. */
export const csv = (index, lines) => {
  const columns = index.columns.filter((name) => name !== "table" && name !== "label");
  return [columns, ...lines.map((line) => columns.map((name) => line[name]))]
    .map((row) => `${row.map(quoted).join(",")}\n`).join("");
};

/* What has to be fixed before these lines may be added: nothing, then no amount is in the sum twice. */
const SINGLE = {
  scope: "scope", concept: "concept", fund: "fund", by: "breakdown", year: "figure_year", phase: "phase",
};
export const hindrances = (lines) => {
  const found = Object.keys(SINGLE).filter((name) => lines.some((line) => line[SINGLE[name]] !== lines[0][SINGLE[name]]));
  if (lines.some((line) => line.is_leaf !== "true" || line.is_default !== "true" || line.adds_up === "no")) found.push("leaf");
  return found;
};
