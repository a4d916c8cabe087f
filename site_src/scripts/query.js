/*
 * A question to the whole collection: the form is the question, the address carries it, and the answer is a table, a sum
 * where nothing would be counted twice, a file, and the same question as code. Data come in files of some thousand lines.
 */
import { plain, shift, valueOf } from "./amounts.js";
import { codeOf } from "./query-code.js";
import { bodiesOf, csv, find, hindrances, partsOf } from "./query-lines.js";

const setting = JSON.parse(document.getElementById("mz-query-setting").textContent);
const say = setting.words;
const byId = (name) => document.getElementById(`mz-query-${name}`);
const form = document.getElementById("mz-query");
const result = byId("result");
const table = result.querySelector(".mz-ask-scroll table");
const heads = [...table.tHead.rows[0].cells];
const english = document.documentElement.lang.startsWith("en");
const collator = new Intl.Collator(english ? "en" : "zh-u-co-pinyin", { numeric: true });
const STEP = 200; // rows shown at once
const MOST = 24; // files loaded without asking
const NOT_ASKED = ["unit", "sort"];

const fill = (text, values) => Object.entries(values).reduce((made, [name, value]) => made.replaceAll(`{${name}}`, () => value), text);
const grouped = (number) => number.toLocaleString("en");
const make = (tag, given = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) if (value !== null) made.setAttribute(name, value);
  made.append(...children);
  return made;
};
const foreign = english ? "zh" : null;

/* ---- the question: in the form and in the address */

const index = await fetch(`${setting.data}index.json`, { cache: "no-cache" })
  .then((response) => (response.ok ? response.json() : null), () => null);
const ids = new Map(index?.bodies.map(([id, name]) => [id, name]));
const named = new Map();
for (const [id, name] of ids) named.set(name, named.has(name) ? "" : id); // a name that two bodies share is none's
let sort = "-amount";
const unknown = new Set();

const put = (name, value) => {
  const field = form.elements[name];
  if (!(field instanceof HTMLElement)) return; // an address may name anything, also what the list of fields has of its own
  if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value)) {
    field.append(make("option", { value }, value));
    unknown.add(value);
  }
  field.value = name === "body" && named.get(ids.get(value)) ? ids.get(value) : value;
};

const read = () => {
  const given = new URLSearchParams(location.search);
  const asked = given.size ? given : new URLSearchParams(setting.first);
  form.elements.lines.value = asked.get("lines") ?? "";
  for (const [name, value] of asked) {
    if (name === "sort") sort = value;
    else if (name === "unit") [...form.elements.unit].forEach((one) => { one.checked = one.value === value; });
    else put(name, value);
  }
};

const asking = () => {
  const asked = {};
  for (const [name, value] of new FormData(form)) if (value.trim() && !NOT_ASKED.includes(name)) asked[name] = value.trim();
  if (named.get(asked.body)) asked.body = named.get(asked.body);
  return asked;
};

const keep = (asked) => {
  const query = new URLSearchParams({ ...asked, sort, unit: form.elements.unit.value });
  history.replaceState(null, "", `?${query}${location.hash}`);
};

/* 50万 → 500000, 1,224.50 → 1224.50; null for what is no amount. */
const decimal = (text) => {
  const [, number, large] = /^(.*?)\s*(万|亿)?元?$/.exec(text);
  const digits = number.replaceAll("，", ",").trim();
  if (digits.endsWith("%") || valueOf(digits) === null) return null;
  return shift(digits, { 万: 4, 亿: 8 }[large] ?? 0).replaceAll(",", "").replace("−", "-").replace("－", "-");
};

/* ---- the answer */

let lines = [];
let shown = 0;
let turn = 0;

const codeOn = (line) => line.functional_code || line.economic_code || line.gov_economic_code;
const KEYS = {
  body: (line) => line.body_name || line.body, year: (line) => line.figure_year, phase: (line) => setting.names.phase[line.phase],
  scope: (line) => setting.names.scope[line.scope], code: codeOn, label: (line) => line.label,
  concept: (line) => setting.names.concept[line.concept],
};

const order = () => {
  const down = sort.startsWith("-");
  const key = KEYS[sort.replace("-", "")];
  const compare = key
    ? (a, b) => collator.compare(key(a), key(b))
    : (a, b) => (a.value < b.value ? -1 : Number(a.value > b.value));
  lines.sort((a, b) => (down ? compare(b, a) : compare(a, b)) || (a.id < b.id ? -1 : 1));
  for (const head of heads) {
    if (head.dataset.key === sort.replace("-", "")) head.setAttribute("aria-sort", down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
};

const money = (value) => {
  const moved = shift(plain(value), -Number(form.elements.unit.value));
  const [whole, fraction = ""] = moved.split(".");
  return `${whole}.${fraction.replace(/0+$/, "").padEnd(2, "0")}`;
};
const unitName = () => [...form.elements.unit].find((one) => one.checked).parentNode.textContent.trim();

const codes = (line) => {
  const links = [["functional", line.functional_code], ["economic", line.economic_code]].filter(([, code]) => code)
    .map(([kind, code]) => make("a", { href: `${setting.codes}${kind}/${code}/` }, code));
  const rest = line.gov_economic_code ? [line.gov_economic_code] : [];
  return [...links, ...rest].flatMap((one, n) => (n ? [" × ", one] : [one]));
};

/* What the document of a line does not state outright. */
const guessed = (line, name) =>
  (setting.guesses[line.disclosure] ?? []).includes(name) ? [" ", make("small", { class: "mz-guess" }, setting.guess)] : [];

const row = (line) => {
  const { names } = setting;
  const [figure] = line.figure_ids.split(" | ");
  const where = `${setting.disclosures}${line.disclosure}/${line.table ? `tables/${line.table}/#${figure}` : ""}`;
  const amount = make("td", { class: "mz-num" }, make("a", { href: where }, money(line.value)));
  if (names.reading[line.reading]) amount.append(" ", make("small", {}, names.reading[line.reading]));
  const more = [line.unit_name, line.project, line.item].filter((text) => text && text !== line.body_name && !line.label.includes(text));
  const label = make("td", { class: "mz-ask-label", lang: foreign }, line.label.split(" | ")[0]);
  if (more.length) label.append(" ", make("small", {}, more.join(" · ")));
  return make("tr", {},
    make("th", { scope: "row" }, make("a", { href: `${setting.bodies}${line.body}/`, lang: foreign }, line.body_name || line.body),
      ...guessed(line, "body")),
    amount, label, make("td", {}, ...codes(line)),
    make("td", {}, `${names.concept[line.concept] ?? line.concept} · ${names.fund[line.fund] ?? line.fund}`),
    make("td", {}, line.figure_year, ...guessed(line, "fiscal_year")), make("td", {}, names.phase[line.phase] ?? line.phase),
    make("td", {}, names.scope[line.scope] ?? line.scope, ...guessed(line, "scope")));
};

const showMore = () => {
  const next = lines.slice(shown, shown + STEP);
  table.tBodies[0].append(...next.map(row));
  shown += next.length;
  const more = byId("more");
  more.hidden = shown >= lines.length;
  more.textContent = fill(say["query-more"], { n: Math.min(STEP, lines.length - shown), shown: grouped(shown), all: grouped(lines.length) });
};

const showRows = () => {
  shown = 0;
  table.tBodies[0].replaceChildren();
  order();
  showMore();
};

const sumUp = () => {
  if (!lines.length) return "";
  const open = hindrances(lines).map((name) => say[`query-by-${name}`]);
  if (open.length) return fill(say["query-no-sum"], { what: open.join(say["list-comma"]) });
  const sum = lines.reduce((made, line) => made + line.value, 0n);
  const loose = lines.filter((line) => line.adds_up !== "yes").length;
  const said = fill(say["query-sum"], { sum: money(sum), unit: unitName() });
  return loose ? `${said} ${fill(say["query-sum-open"], { n: grouped(loose) })}` : said;
};

/* ---- what is missing: per year, of the bodies asked for, who has a disclosure and who a line */

const KINDS = { budget: "budget", adjusted: "final", final: "final", executed: "" };

const showMissing = (asked, bodies) => {
  const kind = KINDS[asked.phase] ?? "";
  const years = asked.year ? [Number(asked.year)]
    : [...new Set(bodies.flatMap((n) => index.bodies[n][4].map(([year]) => year)))].sort((a, b) => b - a);
  const rows = years.map((year) => {
    const with_line = new Set(lines.filter((line) => Number(line.figure_year) === year).map((line) => line.body));
    const held = bodies.filter((n) => index.bodies[n][4].some(([y, k]) => y === year && (!kind || k === kind)));
    const silent = held.filter((n) => !with_line.has(index.bodies[n][0]));
    const gone = bodies.filter((n) => !held.includes(n) && !with_line.has(index.bodies[n][0]));
    const list = (title, some) => (some.length ? [make("details", {},
      make("summary", {}, `${title} (${some.length})`), make("p", { lang: foreign }, some.map((n) => index.bodies[n][1]).join("、")))] : []);
    const of = (n) => fill(say["query-held-row"], { n, whole: bodies.length });
    return make("tr", {}, make("th", { scope: "row" }, String(year)), make("td", { class: "mz-num" }, of(held.length)),
      make("td", { class: "mz-num" }, of(with_line.size)),
      make("td", {}, ...list(say["query-not-held"], gone), ...list(say["query-no-line"], silent)));
  });
  byId("missing").tBodies[0].replaceChildren(...rows);
};

const showCode = (asked, amounts) => {
  for (const block of document.querySelectorAll("[data-code]")) {
    block.textContent = codeOf(block.dataset.code, setting.code[block.dataset.code], asked, amounts, ids);
  }
};

const tell = (text, ...more) => byId("said").replaceChildren(text, ...more);

const answer = async (all = false) => {
  turn += 1;
  const mine = turn;
  result.setAttribute("aria-busy", "true");
  await solve(mine, all);
  if (mine === turn) result.removeAttribute("aria-busy");
};

const solve = async (mine, all) => {
  const asked = asking();
  keep(asked);
  const amounts = {};
  const range = { min: null, max: null };
  lines = [];
  showRows();
  byId("sum").textContent = "";
  byId("missing").tBodies[0].replaceChildren();
  for (const name of ["min", "max"].filter((one) => asked[one])) {
    amounts[name] = decimal(asked[name]);
    if (amounts[name] === null) { tell(fill(say["query-bad-amount"], { value: asked[name] })); return; }
    range[name] = valueOf(amounts[name]);
  }
  showCode(asked, amounts);
  const bodies = bodiesOf(index, asked);
  const parts = partsOf(index, asked, bodies);
  if (parts.length > MOST && !all) {
    const size = (parts.reduce((sum, part) => sum + part.bytes, 0) / 1e6).toFixed(0);
    const button = make("button", { type: "button", class: "md-button" }, say["query-load"]);
    button.addEventListener("click", () => answer(true));
    tell(fill(say["query-many"], { parts: parts.length, size }), " ", button);
    return;
  }
  tell(say["query-loading"]);
  let found;
  try {
    found = await find(setting.data, index, parts, asked, bodies, range);
  } catch {
    if (mine === turn) tell(say["query-failed"]);
    return;
  }
  if (mine !== turn) return; // the question has changed meanwhile
  lines = found;
  const bad = Object.values(asked).find((value) => unknown.has(value));
  const count = (name) => grouped(new Set(lines.map((line) => line[name])).size);
  tell(bad ? fill(say["query-bad-choice"], { value: bad }) : lines.length
    ? fill(say["query-found"], { lines: grouped(lines.length), bodies: count("body"), disclosures: count("disclosure") })
    : say["query-none"]);
  byId("sum").textContent = sumUp();
  showRows();
  showMissing(asked, bodies);
};

/* ---- what readers do */

const start = () => {
  read();
  byId("bodies").append(...[...new Set(index.bodies.map(([, name]) => name))].map((name) => make("option", { value: name })));
  form.hidden = false;
  result.hidden = false;
  let waiting;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(answer, 300); };
  form.addEventListener("submit", (event) => { event.preventDefault(); answer(); });
  form.addEventListener("input", (event) => { if (event.target.tagName === "INPUT") later(); });
  form.addEventListener("change", (event) => { if (event.target.tagName === "SELECT") answer(); });
  for (const one of form.elements.unit) {
    one.addEventListener("change", () => { keep(asking()); byId("sum").textContent = sumUp(); showRows(); });
  }
  for (const head of heads) {
    head.firstChild.setAttribute("aria-label", say["tool-sort"].replace("{0}", head.textContent));
    head.firstChild.addEventListener("click", () => {
      const { key } = head.dataset;
      const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : key === "amount";
      sort = `${down ? "-" : ""}${key}`;
      keep(asking());
      showRows();
    });
  }
  byId("more").addEventListener("click", showMore);
  addEventListener("beforeprint", () => { while (shown < lines.length) showMore(); });
  byId("reset").addEventListener("click", () => { form.reset(); answer(); });
  byId("copy").addEventListener("click", async (event) => {
    await navigator.clipboard.writeText(location.href);
    event.target.textContent = say["compare-copied"];
  });
  byId("csv").addEventListener("click", () => {
    const href = URL.createObjectURL(new Blob([csv(index, lines)], { type: "text/csv" }));
    make("a", { href, download: "lines.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  });
  answer();
};

if (index) start();
else form.replaceWith(make("p", { role: "status" }, say["query-failed"]));
