/*
 * Bodies by one measure. The question is in the address (?m=…&y=…&d=…&s=…&k=…&p=…). What is not proved by its own document
 * is not ranked, and what lies far from the others is explained before it is shown.
 */
import { offer } from "./charts.js";
import { bars, make, wan } from "./compare-view.js";

const root = document.getElementById("mz-ranking");
const setting = JSON.parse(document.getElementById("mz-ranking-setting").textContent);
const say = (key) => setting.words[key];
const english = document.documentElement.lang.startsWith("en");
const DRAWN = 20;
const [VALUE, TABLE, FIGURE, SURE, FAR] = [0, 1, 2, 3, 4];

const counted = (values) => {
  const found = new Map();
  for (const value of values) found.set(value, (found.get(value) || 0) + 1);
  return [...found].sort((one, other) => other[1] - one[1]).map(([value]) => value);
};

const start = async () => {
  const response = await fetch(setting.data);
  if (!response.ok) return;
  const { measures, rows } = await response.json();
  const query = new URLSearchParams(location.search);
  const known = { m: measures, y: [...new Set(rows.map((row) => String(row.year)))].sort().reverse(),
    d: [...new Set(rows.map((row) => row.doc))], s: [...new Set(rows.map((row) => row.scope))],
    k: ["", ...new Set(rows.map((row) => row.kind).filter(Boolean))], p: ["", ...new Set(rows.map((row) => row.place))] };

  /* At first what most is held of: one year, one kind of document, one scope; these are never mixed. */
  const [most = ""] = counted(rows.map((row) => [row.year, row.doc, row.scope].join("|")));
  const [year, doc, scope] = most.split("|");
  const otherwise = { m: "total", y: year, d: doc, s: scope, k: "", p: "" };
  const choice = Object.fromEntries(Object.entries(otherwise).map(([name, value]) =>
    [name, query.has(name) && known[name].includes(query.get(name)) ? query.get(name) : value]));

  const share = () => setting.shares.includes(choice.m);
  const shown = (value) => (share() ? `${Number(value).toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 })}%` : wan(value));
  const nameOf = (row) => (english && row.en) || row.name || row.body;
  const langOf = (row) => (english && !row.en ? "zh" : null);
  const within = (place) => !choice.p || place === choice.p
    || (/^\d/.test(choice.p) && place.startsWith(choice.p.replace(/^(\d{2}(?:\d{2})??)(?:00)+$/, "$1")));

  const fits = (row) => row.m[choice.m] && String(row.year) === choice.y && row.doc === choice.d && row.scope === choice.s
    && (!choice.k || row.kind === choice.k) && within(row.place);
  const byValue = (one, other) => Number(other.m[choice.m][VALUE]) - Number(one.m[choice.m][VALUE]);

  /* ---- the form */

  const select = (name, label, names) => {
    const made = make("select", { name });
    for (const value of known[name]) {
      made.append(make("option", { value, selected: choice[name] === value ? "" : null }, names(value)));
    }
    made.addEventListener("change", () => {
      choice[name] = made.value;
      keep();
      show();
    });
    return make("label", {}, label, " ", made);
  };

  const keep = () => {
    const asked = Object.entries(choice).filter(([, value]) => value !== "");
    history.replaceState(null, "", `?${new URLSearchParams(asked)}${location.hash}`);
  };

  /* ---- the result */

  const guessed = (row, name) => (row.guesses.includes(name) ? make("small", { class: "mz-guess" }, say("guess")) : "");
  const figure = (row) => {
    const [value, table, id] = row.m[choice.m];
    const href = `${setting.disclosures}${row.id}/${table ? `tables/${table}/#${id}` : ""}`;
    return make("a", { href, title: share() ? null : value }, shown(value));
  };
  const body = (row) => make("a", { href: `${setting.bodies}${row.body}/`, lang: langOf(row) }, nameOf(row));
  const reason = (row) => (row.reason ? make("span", { lang: "zh" }, row.reason) : make("span", { class: "mz-missing" }, say("ranking-no-reason")));

  const table = (found) => {
    const heads = [say("ranking-rank"), say("body"), say("places"), setting.measures[choice.m], say("ranking-reason")];
    const header = make("tr", {}, ...heads.map((text, n) => make("th", { scope: "col", class: n === 0 || n === 3 ? "mz-num" : null }, text)));
    const lines = make("tbody", {});
    let place = 0;
    found.forEach((row, n) => {
      if (n === 0 || row.m[choice.m][VALUE] !== found[n - 1].m[choice.m][VALUE]) place = n + 1;
      lines.append(make("tr", {}, make("td", { class: "mz-num" }, String(place)), make("th", { scope: "row" }, body(row), guessed(row, "body")),
        make("td", {}, setting.places[row.place] || "", guessed(row, "division")),
        make("td", { class: "mz-num" }, figure(row), guessed(row, "fiscal_year")), make("td", {}, reason(row))));
    });
    const title = caption();
    return make("div", { class: "mz-scroll", role: "group", tabindex: "0", "aria-label": title },
      make("table", { class: "mz-plain mz-list" }, make("caption", { class: "mz-hidden" }, title), make("thead", {}, header), lines));
  };

  const caption = () => [setting.measures[choice.m], choice.y, setting.docs[choice.d], setting.scopes[choice.s],
    choice.k && setting.kinds[choice.k], choice.p && setting.places[choice.p]].filter(Boolean).join(" · ");

  /* Far from the others: why, as far as it is known, and only then how much. */
  const far = (found) => {
    if (!found.length) return "";
    const items = found.map((row) => make("li", {}, body(row), guessed(row, "body"), " — ",
      say("ranking-far-times").replace("{times}", row.m[choice.m][FAR].toLocaleString("en")), " ",
      say("ranking-reason"), english ? ": " : "：", reason(row), " ", figure(row)));
    return make("details", {}, make("summary", {}, `${say("ranking-far")} · ${found.length}`),
      make("p", { class: "mz-note" }, say("ranking-far-note")), make("ul", {}, ...items));
  };

  const unproved = (found) => {
    if (!found.length) return "";
    const items = found.map((row) => make("li", {}, body(row), " ", make("a", { href: `${setting.disclosures}${row.id}/` }, say("ranking-proved"))));
    return make("details", {}, make("summary", {}, `${say("ranking-unproved")} · ${found.length}`),
      make("p", { class: "mz-note" }, say("ranking-unproved-note")), make("ul", {}, ...items));
  };

  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const csv = (found) => [["rank", "body", "body_name", "place", "year", "kind", "scope", choice.m, "reason", "disclosure", "figure"],
    ...found.map((row, n) => [String(n + 1), row.body, row.name, row.place, String(row.year), row.doc, row.scope,
      row.m[choice.m][VALUE], row.reason, row.id, row.m[choice.m][FIGURE]])].map((line) => `${line.map(quoted).join(",")}\n`).join("");

  const actions = (found) => {
    const file = (mark) => URL.createObjectURL(new Blob([mark, csv(found)], { type: "text/csv" }));
    const copy = make("button", { type: "button", class: "md-button" }, say("compare-copy"));
    copy.addEventListener("click", async () => {
      keep();
      await navigator.clipboard.writeText(location.href);
      copy.textContent = say("compare-copied");
    });
    return make("p", {}, make("a", { href: file(""), download: "ranking.csv", class: "md-button" }, say("ranking-csv")), " ",
      make("a", { href: file("\ufeff"), download: "ranking-excel.csv", class: "md-button" }, say("csv-excel")), " ", copy);
  };

  const chart = (found) => {
    const parts = found.slice(0, DRAWN).map((row) => ({ label: `${nameOf(row)} ${setting.places[row.place] || ""}`, amount: row.m[choice.m][VALUE], series: 0 }));
    if (parts.length < 2) return "";
    const title = share() ? caption() : `${caption()} (${say("unit-note")})`;
    const holder = make("div", { class: "mz-chart", "data-title": title, "data-source": say("chart-source"),
      "data-svg": say("chart-svg"), "data-png": say("chart-png") }, bars(parts, title, Math.min(840, root.clientWidth || 840), shown));
    offer(holder);
    return make("figure", { class: "mz-figure" }, holder);
  };

  const result = make("section", { "aria-live": "polite" });
  const show = () => {
    const all = rows.filter(fits).sort(byValue);
    const sure = all.filter((row) => row.m[choice.m][SURE]);
    const ranked = sure.filter((row) => !row.m[choice.m][FAR]);
    const unit = share() ? "" : say("unit-note");
    result.replaceChildren(make("h2", { id: "result" }, caption()));
    result.append(make("p", { class: "mz-note" }, `${say("ranking-rows").replace("{n}", ranked.length)} ${unit}`),
      far(sure.filter((row) => row.m[choice.m][FAR])),
      ranked.length ? table(ranked) : make("p", {}, say("ranking-nothing")), chart(ranked), unproved(all.filter((row) => !row.m[choice.m][SURE])),
      ranked.length ? actions(ranked) : "");
  };

  root.append(make("form", { class: "mz-ask" },
    select("m", setting.words["ranking-measure"], (m) => setting.measures[m]), select("y", say("year"), (y) => (y === "0" ? "—" : y)),
    select("d", setting.words["ranking-doc"], (d) => setting.docs[d]), select("s", say("scope"), (s) => setting.scopes[s]),
    select("k", setting.words["ranking-kind"], (k) => (k ? setting.kinds[k] : say("ranking-any"))),
    select("p", say("places"), (p) => (p ? setting.places[p] : say("ranking-any")))), result);
  document.getElementById("mz-ranking-plain").hidden = true;
  show();
};

start();
