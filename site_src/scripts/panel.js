/* The panel of one figure: what it means, where it is printed, what it agrees with, what the prose says of it. All of it
   is fetched when the first figure is opened: the empty panel, the disclosure's panel.json, its page of checks. */
import { shift, isAmount } from "./amounts.js";
import { inWords } from "./words.js";

const table = document.querySelector("table.mz-printed[data-panel]");
const language = document.documentElement.lang === "zh" ? 0 : 1;
const part = (selector) => panel.querySelector(selector);
const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
};

let panel = null;
let data = null;
let current = "";
let tools = null;
let whole = false;

const fetched = new Map();

/* The answer of an address as JSON or as a page, asked for once; what failed may be asked for again. */
const fetchOnce = (address, read) => {
  if (!fetched.has(address)) {
    const answer = fetch(address).then((found) => {
      if (!found.ok) throw new Error(`${address}: ${found.status}`);
      return read(found);
    });
    answer.catch(() => fetched.delete(address));
    fetched.set(address, answer);
  }
  return fetched.get(address);
};

const fetchJson = (address) => fetchOnce(address, (found) => found.json());
const fetchPage = (address) => fetchOnce(address, async (found) => new DOMParser().parseFromString(await found.text(), "text/html"));

const load = async () => {
  if (panel) return;
  const [empty, found] = await Promise.all([fetchJson(`${table.dataset.edition}tips/panel.json`), fetchJson(table.dataset.panel)]);
  if (panel) return;
  table.closest("article").insertAdjacentHTML("beforeend", empty.html);
  panel = document.getElementById("mz-panel");
  data = found;
  part(".mz-reset-page").hidden = !data.reconstruction;
  panel.addEventListener("click", clicked);
  panel.addEventListener("close", closed);
};

/* ---- facts */

const [PAGE, BOX, ROW, COLUMN, CONCEPT, CODES, READING, UNIT, PROOFS, CELL, SHEET, CHECKS, PART] = Array(13).keys();
const textOf = (place) => data.texts[place ?? 0][language] ?? data.texts[place ?? 0][0];
const pairOf = ([zh, en]) => (language ? en ?? zh : zh);

const printedOf = (id) => {
  const link = document.getElementById(id).querySelector(".mz-fig");
  return (link.dataset.printed ?? link.textContent).trim();
};

const wordsOf = (id) => {
  const printed = printedOf(id);
  const exponent = document.getElementById(id).dataset.e ?? table.dataset.e;
  if (!exponent || !isAmount(printed) || printed.endsWith("%")) return "";
  return inWords(shift(printed, Number(exponent)), language ? "en" : "zh", panel.dataset.comma);
};

/* Amount, words, row, column, meaning, codes, page, reading, proofs. */
const factsOf = (id) => {
  const figure = data.figures[id];
  const told = [ROW, COLUMN, CONCEPT, CODES].map((which) => textOf(figure[which]));
  const amount = `${printedOf(id)} ${textOf(figure[UNIT])}`.trim();
  return [amount, wordsOf(id), ...told, textOf(figure[CELL]) || String(figure[PAGE] || ""), textOf(figure[READING]), textOf(figure[PROOFS])];
};

const pictureOf = (page) => (data.pages.includes(page) ? `${table.dataset.root}${data.folder}pages/${page}.webp` : "");

const fillFacts = (id, facts) => {
  const list = part(".mz-panel-facts");
  list.replaceChildren();
  panel.dataset.facts.split("|").forEach((name, n) => {
    const text = facts[n + 1];
    if (!text) return;
    const value = element("dd", "", "");
    const address = n === 5 ? pictureOf(data.figures[id][PAGE]) : "";
    if (address) {
      const link = element("a", "", text);
      link.href = address;
      value.append(link);
    } else value.textContent = text;
    const pair = document.createElement("div");
    pair.append(element("dt", "", n === 5 && data.figures[id][CELL] ? panel.dataset.sheet : name), value);
    list.append(pair);
  });
};

/* ---- picture */

const zoom = () => {
  const view = part(".mz-window");
  const sheet = part(".mz-sheet");
  const frame = part(".mz-frame");
  const image = part("img");
  const button = part(".mz-zoom");
  button.textContent = whole ? button.dataset.closeUp : button.dataset.whole;
  sheet.classList.toggle("mz-sheet-whole", whole);
  if (!image.naturalWidth) return;
  const x = frame.offsetLeft + frame.offsetWidth / 2;
  const y = frame.offsetTop + frame.offsetHeight / 2;
  view.scrollTo({ left: x - view.clientWidth * 0.75, top: y - view.clientHeight / 2 });
};

const fillPicture = (figure) => {
  const [page, box] = [figure[PAGE], figure[BOX]];
  const address = pictureOf(page);
  part("figure").hidden = !address;
  const none = part(".mz-no-picture");
  none.hidden = Boolean(address);
  none.dataset.text ??= none.textContent;
  none.textContent = textOf(figure[SHEET]) || none.dataset.text;
  const image = part("img");
  image.removeAttribute("src");
  if (!address) return;
  image.dataset.alt ??= image.alt;
  image.alt = image.dataset.alt.replace("{n}", page);
  part(".mz-picture-page").textContent = part(".mz-picture-page").dataset.text.replace("{n}", page);
  part(".mz-open").href = address;
  const frame = part(".mz-frame");
  frame.hidden = !box;
  if (box) {
    const [left, top, width, height] = box.map((share) => `${share / 100}%`);
    Object.assign(frame.style, { left, top, width, height });
  }
  image.onload = zoom;
  image.src = address;
};

/* ---- checks, notice, claims: as the page of checks and this page say it */

const checkOf = async (place) => {
  const address = `${table.dataset.checks}${data.checks[place]}`;
  const [where, id] = address.split("#");
  const found = (await fetchPage(where)).getElementById(id);
  const line = found.querySelector(".mz-sentence") ?? found;
  const badge = found.querySelector(".mz-result");
  const result = badge ? badge.classList[1].replace("mz-result-", "") : "holds";
  const own = [...line.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent);
  const heading = line.closest("ul")?.previousElementSibling;
  const sentence = `${heading?.matches(".mz-of") ? `${heading.textContent}${panel.dataset.colon}` : ""}${own.join("").trim()}`;
  return { result, name: badge?.textContent ?? panel.dataset.holds, sentence, address, notice: line.querySelector("blockquote")?.textContent };
};

const checkItem = ({ result, name, sentence, address }) => {
  const item = document.createElement("li");
  const link = element("a", "", sentence);
  link.href = address;
  item.append(element("span", `mz-result mz-result-${result}`, name), " ", link);
  return item;
};

const showChecks = (checks) => {
  const loud = checks.filter(({ result }) => result !== "holds");
  const quiet = checks.filter(({ result }) => result === "holds");
  const shown = loud.length ? loud : quiet.slice(0, 3);
  const rest = loud.length ? quiet : quiet.slice(3);
  part(".mz-panel-checks > ul").replaceChildren(...shown.map(checkItem));
  part(".mz-panel-checks details").hidden = !rest.length;
  part(".mz-panel-checks details").open = false;
  part(".mz-panel-checks summary").textContent = panel.dataset.more.replace("{n}", rest.length);
  part(".mz-panel-checks details ul").replaceChildren(...rest.map(checkItem));
  part(".mz-panel-checks .mz-none").hidden = checks.length > 0;
  const notices = loud.map(({ notice }) => notice).filter(Boolean);
  part(".mz-panel-notice").hidden = !notices.length;
  part(".mz-panel-notice blockquote").textContent = notices.join("\n\n");
};

const fillChecks = async (id) => {
  const places = data.figures[id][CHECKS] || [];
  const section = part(".mz-panel-checks");
  section.setAttribute("aria-busy", "true");
  part(".mz-panel-notice").hidden = true;
  const checks = await Promise.all(places.map(checkOf));
  if (current !== id) return;
  showChecks(checks);
  section.removeAttribute("aria-busy");
};

const fillClaims = (id) => {
  const claims = [...document.querySelectorAll(`.mz-claims a[href="#${id}"] ~ a`)];
  part(".mz-panel-claims ul").replaceChildren(...claims.map((claim) => {
    const item = document.createElement("li");
    item.append(claim.cloneNode(true));
    return item;
  }));
  part(".mz-panel-claims .mz-none").hidden = claims.length > 0;
};

/* ---- what is copied */

const addressOf = (id) => `${location.origin}${location.pathname}#${id}`;

const written = (text, id) => {
  const facts = factsOf(id);
  const name = document.querySelector("article h1").textContent;
  const values = {
    amount: facts[0], row: facts[2], column: facts[3], page: facts[6], reading: `${facts[0]} (${facts[7]})`, id,
    url: addressOf(id), citation: pairOf(data.citation), disclosure: pairOf(data.title), table: name,
  };
  return text.replace("YYYY-MM-DD", new Date().toISOString().slice(0, 10)).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
};

const texts = {
  link: (id) => addressOf(id),
  cite: (id) => written(data.figures[id][CELL] ? panel.dataset.citeCell : panel.dataset.cite, id),
  report: (id) => `${written(panel.dataset.subject, id)}\n\n${written(panel.dataset.report, id)}`,
  notice: () => part(".mz-panel-notice blockquote").textContent,
};

const fillMail = (id) => {
  const { to } = panel.dataset;
  const subject = encodeURIComponent(written(panel.dataset.subject, id));
  const body = encodeURIComponent(written(panel.dataset.report, id));
  part(".mz-mail").href = to.startsWith("https:") ? `${to}?title=${subject}&body=${body}` : `mailto:${to}?subject=${subject}&body=${body}`;
};

/* ---- opening and closing */

const choose = (id) => {
  for (const cell of document.querySelectorAll(".mz-chosen")) cell.classList.remove("mz-chosen");
  const cell = document.getElementById(id);
  cell?.classList.add("mz-chosen");
  cell?.scrollIntoView({ block: "center", inline: "center" });
};

/* The page of a long table that shows the figure, where it is not this one. */
const leadOn = (id) => {
  const figure = data.figures[id];
  if (!figure || document.getElementById(id)) return;
  location.replace(`${table.dataset.whole}${figure[PART] ? `${figure[PART] + 1}/` : ""}#${id}`);
};

const open = async (id) => {
  await load();
  if (!data.figures[id] || !document.getElementById(id)) return leadOn(id);
  current = id;
  whole = false;
  const facts = factsOf(id);
  [part("#mz-panel-title").textContent] = facts;
  fillFacts(id, facts);
  fillClaims(id);
  fillMail(id);
  part(".mz-said").textContent = "";
  history.replaceState(history.state, "", `#${id}`);
  if (!panel.open) panel.showModal();
  fillPicture(data.figures[id]);
  zoom();
  panel.scrollTop = 0;
  part("#mz-panel-title").focus();
  choose(id);
  return fillChecks(id);
};

const go = (step) => {
  const all = tools.links();
  const next = all[all.findIndex((link) => link.closest("td").id === current) + step];
  if (next) open(next.closest("td").id);
};

const closed = () => {
  const link = document.getElementById(current)?.querySelector(".mz-fig");
  if (!link) return;
  for (const other of document.querySelectorAll(".mz-fig")) other.tabIndex = other === link ? 0 : -1;
  link.focus();
};

const clicked = async (event) => {
  const button = event.target.closest("button");
  const link = event.target.closest("a");
  if (event.target === panel) panel.close();
  else if (link?.hash && link.pathname === location.pathname) panel.close();
  else if (!button) return;
  else if (button.hasAttribute("data-close")) panel.close();
  else if (button.dataset.go) go(Number(button.dataset.go));
  else if (button.classList.contains("mz-zoom")) {
    whole = !whole;
    zoom();
  } else if (button.dataset.copy) {
    await tools.copyText(texts[button.dataset.copy](current));
    part(".mz-said").textContent = panel.dataset.copied;
  }
};

const isFigure = (id) => /^f[0-9a-f]+$/.test(id);

/* ``links()``: the amounts in sight, in their present order; ``copyText(text)``: puts it on the clipboard. */
export const startPanel = (given) => {
  if (!table) return;
  tools = given;
  table.tBodies[0].addEventListener("click", (event) => {
    /* Anywhere in the cell of an amount is on the amount: on a phone its digits are small. */
    const onOther = event.target.closest("a:not(.mz-fig), button");
    const link = onOther ? null : event.target.closest("td")?.querySelector("a.mz-fig");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.closest("td").id);
  });
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (isFigure(id)) open(id);
  };
  window.addEventListener("hashchange", follow);
  follow();
};
