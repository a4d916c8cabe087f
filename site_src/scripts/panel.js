/* The panel of one figure: what it means, where it is printed, what it agrees with, what the prose says of it. */

const panel = document.getElementById("mz-panel");
const data = panel ? JSON.parse(document.getElementById("mz-figures").textContent) : null;
const part = (selector) => panel.querySelector(selector);
const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
};

let current = "";
let tools = null;
let whole = false;

const rowOf = (id) => document.querySelector(`tr[data-figure="${CSS.escape(id)}"]`);

/* ---- facts: the row of the list below the table */

const factsOf = (id) => {
  const names = [...rowOf(id).closest("table").tHead.rows[0].cells].map((cell) => cell.textContent);
  return names.map((name, n) => ({ name, cell: rowOf(id).cells[n] }));
};

const fillFacts = (facts) => {
  const list = part(".mz-panel-facts");
  list.replaceChildren();
  for (const { name, cell } of facts.slice(1, -1)) {
    if (!cell.textContent.trim()) continue;
    const value = element("dd", "", "");
    value.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
    const pair = document.createElement("div");
    pair.append(element("dt", "", name), value);
    list.append(pair);
  }
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
  const address = data.pages[figure.page];
  part("figure").hidden = !address;
  const none = part(".mz-no-picture");
  none.hidden = Boolean(address);
  none.dataset.text ??= none.textContent;
  none.textContent = figure.place ?? none.dataset.text;
  const image = part("img");
  image.removeAttribute("src");
  if (!address) return;
  image.dataset.alt ??= image.alt;
  image.alt = image.dataset.alt.replace("{n}", figure.page);
  part(".mz-picture-page").textContent = part(".mz-picture-page").dataset.text.replace("{n}", figure.page);
  part(".mz-open").href = address;
  const frame = part(".mz-frame");
  frame.hidden = !figure.box;
  if (figure.box) {
    const [left, top, width, height] = figure.box.map((share) => `${share}%`);
    Object.assign(frame.style, { left, top, width, height });
  }
  image.onload = zoom;
  image.src = address;
};

/* ---- checks, notice, claims */

const checkItem = ([result, name, sentence, address]) => {
  const item = document.createElement("li");
  const link = element("a", "", sentence);
  link.href = address;
  item.append(element("span", `mz-result mz-result-${result}`, name), " ", link);
  return item;
};

const fillChecks = (figure) => {
  const checks = (figure.checks ?? []).map((n) => data.checks[n]);
  const loud = checks.filter(([result]) => result !== "holds");
  const quiet = checks.filter(([result]) => result === "holds");
  const shown = loud.length ? loud : quiet.slice(0, 3);
  const rest = loud.length ? quiet : quiet.slice(3);
  part(".mz-panel-checks > ul").replaceChildren(...shown.map(checkItem));
  part(".mz-panel-checks details").hidden = !rest.length;
  part(".mz-panel-checks details").open = false;
  part(".mz-panel-checks summary").textContent = panel.dataset.more.replace("{n}", rest.length);
  part(".mz-panel-checks details ul").replaceChildren(...rest.map(checkItem));
  part(".mz-panel-checks .mz-none").hidden = checks.length > 0;
  const notices = loud.map((check) => check[4]).filter(Boolean);
  part(".mz-panel-notice").hidden = !notices.length;
  part(".mz-panel-notice blockquote").textContent = notices.join("\n\n");
};

const fillClaims = (figure) => {
  const claims = figure.claims ?? [];
  part(".mz-panel-claims ul").replaceChildren(...claims.map(([text, address]) => {
    const item = document.createElement("li");
    const link = element("a", "", text);
    link.href = address;
    item.append(link);
    return item;
  }));
  part(".mz-panel-claims .mz-none").hidden = claims.length > 0;
};

/* ---- what is copied */

const addressOf = (id) => `${location.origin}${location.pathname}#${id}`;

const written = (text, id) => {
  const facts = factsOf(id).map(({ cell }) => cell.textContent.trim());
  const values = { amount: facts[0], row: facts[2], column: facts[3], page: facts[6], reading: `${facts[0]} (${facts[7]})`, id, url: addressOf(id) };
  return text.replace("YYYY-MM-DD", new Date().toISOString().slice(0, 10)).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
};

const texts = {
  link: (id) => addressOf(id),
  cite: (id) => written(panel.dataset.cite, id),
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

const open = (id) => {
  if (!data.figures[id] || !rowOf(id)) return;
  current = id;
  whole = false;
  const facts = factsOf(id);
  part("#mz-panel-title").textContent = facts[0].cell.textContent;
  fillFacts(facts);
  fillChecks(data.figures[id]);
  fillClaims(data.figures[id]);
  fillMail(id);
  part(".mz-said").textContent = "";
  history.replaceState(history.state, "", `#${id}`);
  if (!panel.open) panel.showModal();
  fillPicture(data.figures[id]);
  zoom();
  panel.scrollTop = 0;
  part("#mz-panel-title").focus();
  choose(id);
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

/* ``links()``: the amounts in sight, in their present order; ``copyText(text)``: puts it on the clipboard. */
export const startPanel = (given) => {
  if (!panel) return;
  tools = given;
  document.querySelector("table.mz-printed tbody").addEventListener("click", (event) => {
    /* Anywhere in the cell of an amount is on the amount: on a phone its digits are small. */
    const onOther = event.target.closest("a:not(.mz-fig), button");
    const link = onOther ? null : event.target.closest("td")?.querySelector("a.mz-fig");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.closest("td").id);
  });
  panel.addEventListener("click", clicked);
  panel.addEventListener("close", closed);
  const follow = () => open(decodeURIComponent(location.hash.slice(1)));
  window.addEventListener("hashchange", follow);
  follow();
};
