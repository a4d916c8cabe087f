/* The printed table: sort, filter, units, copy, keys. The table can be read without this file. */
import { readGrid, leaves, panelsOf } from "./grid.js";
import { compare, shift, isAmount } from "./amounts.js";
import { startPanel } from "./panel.js";

const table = document.querySelector("table.mz-printed");
const tools = document.querySelector(".mz-tools");
const body = table.tBodies[0];
const rows = [...body.rows];
const printed = rows.map((row) => [...row.cells]);
const columns = table.tHead ? leaves(readGrid(table.tHead)) : [];
const panels = panelsOf(printed);
const fill = (text, ...values) => values.reduce((made, value, n) => made.replace(`{${n}}`, value), text);
const said = tools.querySelector(".mz-said");
const say = (text) => { said.textContent = text; };

/* The marks beside an amount are no part of it. */
const amountOf = (cell) => (cell.querySelector(".mz-fig") ?? cell).textContent.trim();
/* An amount becomes a link to itself, which opens its panel. */
for (const cell of body.querySelectorAll("td.mz-num[id]")) {
  const link = document.createElement("a");
  link.className = "mz-fig";
  link.href = `#${cell.id}`;
  if (cell.firstChild?.nodeType === Node.TEXT_NODE) link.append(cell.firstChild);
  cell.prepend(link);
}

const textOf = (cell) => (cell.classList.contains("mz-num") ? amountOf(cell) : cell.innerText.trim().replace(/\s+/g, " "));

/* ---- sort: the cells of one panel change rows together; totals keep their places, blanks come last */

let sorted = { column: -1, down: false };
const looks = rows.map((row) => row.className);
const isNumeric = (column) => printed.some((cells) => cells[column].classList.contains("mz-num"));

const panelAt = (column) => panels.find((panel) => column >= panel.start && column < panel.end);

const isTotal = (row, panel) => (panels.length === 1
  ? looks[row] === "mz-total"
  : printed[row].slice(panel.start, panel.end).some((cell) => cell.tagName === "TH" && /^(本年)?[收支]?[入出]?(总|合|小)计/.test(cell.innerText.trim())));

const orderFor = (column, down) => {
  const panel = panelAt(column);
  const numeric = isNumeric(column);
  const free = printed.map((_, n) => n).filter((n) => !isTotal(n, panel));
  const key = (n) => (numeric ? amountOf(printed[n][column]) : textOf(printed[n][column]));
  const ordered = [...free].sort((a, b) => compare(key(a), key(b), numeric, down) || a - b);
  const order = printed.map((_, n) => n);
  free.forEach((place, n) => { order[place] = ordered[n]; });
  return { order, panel };
};

const arrange = ({ order, panel } = {}) => {
  rows.forEach((row, n) => {
    const cells = printed[n].map((cell, column) =>
      (panel && column >= panel.start && column < panel.end ? printed[order[n]][column] : cell));
    row.replaceChildren(...cells);
  });
  /* With one panel the row's own look goes with its cells. */
  rows.forEach((row, n) => { row.className = looks[panel && panels.length === 1 ? order[n] : n]; });
};

const sortBy = (column) => {
  const header = columns[column];
  const name = header.dataset.name;
  const first = isNumeric(column); /* amounts from the largest, names from the first */
  if (sorted.column !== column) sorted = { column, down: first };
  else if (sorted.down === first) sorted = { column, down: !first };
  else sorted = { column: -1, down: false };
  for (const other of columns) other?.removeAttribute("aria-sort");
  const active = sorted.column >= 0;
  if (active) header.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
  arrange(active ? orderFor(column, sorted.down) : {});
  tools.querySelector(".mz-reset").hidden = !active;
  say(active ? fill(sorted.down ? tools.dataset.down : tools.dataset.up, name) : tools.dataset.printed);
  filter();
};

const addSorting = () => {
  columns.forEach((header, column) => {
    if (!header || header.querySelector("button")) return;
    header.dataset.name = header.innerText.trim().replace(/\s+/g, " ");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mz-order";
    button.setAttribute("aria-label", fill(tools.dataset.sort, header.dataset.name));
    button.addEventListener("click", () => sortBy(column));
    header.append(button);
  });
};

/* ---- filter */

const field = tools.querySelector("input[type=search]");

/* A number of three digits or more is a code or the beginning of an amount; other words may stand anywhere. */
const filter = () => {
  const wanted = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of rows) {
    const codes = [...row.cells].filter((cell) => cell.classList.contains("mz-code")).map((cell) => cell.innerText.trim()).join("");
    const text = [...row.cells].map(textOf).join(" ").toLowerCase();
    row.hidden = !wanted.every((word) => (/^\d{3,}$/.test(word)
      ? codes.startsWith(word) || ` ${text}`.includes(` ${word}`)
      : text.includes(word)));
    shown += row.hidden ? 0 : 1;
  }
  if (wanted.length) say(fill(tools.dataset.shown, shown, rows.length));
};

/* ---- units: the decimal point moves, no digit is lost */

const showIn = (exponent) => {
  let converted = false;
  for (const link of body.querySelectorAll(".mz-fig")) {
    const own = link.parentElement.dataset.e ?? table.dataset.e;
    if (!own) continue;
    link.dataset.printed ??= link.textContent;
    const by = Number(own) - exponent;
    const shown = by && isAmount(link.dataset.printed) ? shift(link.dataset.printed, by) : link.dataset.printed;
    converted ||= shown !== link.dataset.printed;
    link.textContent = shown;
  }
  const note = tools.querySelector(".mz-converted");
  if (note) note.hidden = !converted;
  placeColumns();
};

/* ---- copy as tab-separated values, as shown: header paths, then the rows */

const copyText = async (text) => {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
  return undefined;
};

const copyTable = async (event) => {
  const line = (cells) => cells.map((text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join("\t");
  const header = table.tHead ? readGrid(table.tHead).paths : [];
  const lines = rows.filter((row) => !row.hidden).map((row) => line([...row.cells].map(textOf)));
  await copyText([line(header), ...lines].join("\n"));
  say(event.target.closest("button").dataset.done);
};

/* ---- the columns that stay in sight: all up to the row's name, where they leave room for the amounts */

const placeColumns = () => {
  const first = printed[0] ? printed[0].findIndex((cell) => cell.classList.contains("mz-num")) : 0;
  const scroll = table.parentElement;
  for (const cell of table.querySelectorAll(".mz-stay")) {
    cell.classList.remove("mz-stay");
    cell.style.left = "";
  }
  if (table.offsetWidth <= scroll.clientWidth + 1 || first < 1) return;
  const sample = [...rows.find((row) => !row.hidden && row.cells.length)?.cells ?? []];
  const lefts = [];
  let width = 0;
  for (const cell of sample.slice(0, first)) {
    lefts.push(width);
    width += cell.getBoundingClientRect().width;
  }
  if (width > scroll.clientWidth * 0.5) return;
  for (const row of rows) [...row.cells].slice(0, first).forEach((cell, n) => stay(cell, lefts[n]));
  for (const { cell, column, span } of readGrid(table.tHead).cells) {
    if (column + span <= first) stay(cell, lefts[column]);
  }
};

const stay = (cell, left) => {
  cell.classList.add("mz-stay");
  cell.style.left = `${left}px`;
};

/* ---- one stop for the tab key; arrows go from amount to amount */

const links = () => [...body.querySelectorAll("tr:not([hidden]) .mz-fig")];

const moveTo = (link) => {
  for (const other of body.querySelectorAll(".mz-fig")) other.tabIndex = other === link ? 0 : -1;
  link.focus();
};

const beside = (link, key) => {
  const all = links();
  const cell = link.closest("td");
  if (key === "ArrowLeft" || key === "ArrowRight") return all[all.indexOf(link) + (key === "ArrowRight" ? 1 : -1)];
  const column = [...cell.parentElement.cells].indexOf(cell);
  const inColumn = all.filter((other) => [...other.closest("tr").cells].indexOf(other.closest("td")) === column);
  return inColumn[inColumn.indexOf(link) + (key === "ArrowDown" ? 1 : -1)];
};

const addKeys = () => {
  body.querySelectorAll(".mz-fig").forEach((link, n) => { link.tabIndex = n ? -1 : 0; });
  body.addEventListener("keydown", (event) => {
    const link = event.target.closest?.(".mz-fig");
    if (!link || !event.key.startsWith("Arrow") || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = beside(link, event.key);
    event.preventDefault();
    if (next) moveTo(next);
  });
};

tools.hidden = false;
addSorting();
addKeys();
field.addEventListener("input", filter);
tools.querySelector(".mz-copy").addEventListener("click", copyTable);
tools.querySelector(".mz-reset").addEventListener("click", () => {
  sorted.down = !isNumeric(sorted.column);
  sortBy(sorted.column);
  tools.querySelector(".mz-copy").focus();
});
for (const unit of tools.querySelectorAll("input[name=mz-unit]")) {
  unit.addEventListener("change", () => showIn(Number(unit.value)));
}
placeColumns();
window.addEventListener("resize", placeColumns);
startPanel({ links, copyText });
