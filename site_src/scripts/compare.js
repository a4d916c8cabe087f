/*
 * Bodies side by side: a form, a table, a bar chart. The choice is in the address (?b=…&y=…&p=…&i=…), so that it can be
 * kept and passed on; ?body=ID begins with that body and its like elsewhere. Amounts are exact decimals as text; only the
 * length of a bar is a float.
 */
import { offer } from "./charts.js";
import { bars, label, make, wan } from "./compare-view.js";

const root = document.getElementById("mz-compare");
const setting = JSON.parse(document.getElementById("mz-compare-setting").textContent);
const say = setting.words;
const ABOUT = 5; // body, year, scope, phase and disclosure stand before the amounts of a row
const MOST = 12; // bodies chosen at first
const NAMED = "expenditure_total"; // the amount beside the names

const english = document.documentElement.lang.startsWith("en");
const lang = english ? "zh" : null;

const start = async () => {
  const response = await fetch(setting.data);
  if (!response.ok) return;
  const { bodies, items, rows, guesses } = await response.json();

  const years = [...new Set(rows.map((row) => row[1]))].sort((a, b) => b - a);
  const phases = Object.keys(setting.phases).filter((phase) => rows.some((row) => row[3] === phase));
  const used = items.filter((_, i) => rows.some((row) => row[ABOUT + i] !== ""));
  const amount = (row, item) => row[ABOUT + items.indexOf(item)];

  const ids = bodies.map((body) => body[0]);
  const nameOf = (body) => (english && body[5]) || body[1] || body[0];
  const placeOf = (body) => setting.places[body[2]] || "";
  const langOf = (body) => (english && !body[5] ? "zh" : null);

  /* A body and those of its name elsewhere; where there are none, those of its kind. */
  const peersOf = (id) => {
    const one = bodies.find((body) => body[0] === id);
    const alike = bodies.filter((body) => body[3] === one[3]);
    const some = alike.length > 1 ? alike : bodies.filter((body) => one[4] && body[4] === one[4]);
    return [id, ...some.map((body) => body[0]).filter((other) => other !== id)].slice(0, MOST);
  };

  const yearsOf = (chosen) => {
    const had = rows.filter((row) => chosen.includes(ids[row[0]])).map((row) => row[1]);
    const own = [...new Set(had)].sort((a, b) => b - a).slice(0, 2);
    return (own.length ? own : years.slice(0, 2)).map(String);
  };

  const read = () => {
    const query = new URLSearchParams(location.search);
    const list = (name, known, otherwise) => {
      const given = (query.get(name) || "").split(",").filter((one) => known.includes(one));
      return new Set(given.length ? given : otherwise);
    };
    const asked = query.get("body");
    const first = ids.includes(asked) ? peersOf(asked) : ids.slice(0, MOST);
    const cleared = query.get("b") === "";
    const names = setting.names.filter((name) => used.includes(name));
    return {
      b: cleared ? new Set() : list("b", ids, first),
      y: list("y", years.map(String), yearsOf(first)),
      p: list("p", phases, phases),
      i: list("i", used, names.slice(0, 3)),
    };
  };

  const choice = read();
  let drawn = new URLSearchParams(location.search).get("c") || "";

  const keep = () => {
    const query = Object.entries(choice).map(([name, values]) => `${name}=${[...values].map(encodeURIComponent).join(",")}`);
    if (drawn) query.push(`c=${encodeURIComponent(drawn)}`);
    history.replaceState(null, "", `?${query.join("&")}${location.hash}`);
  };

  const columns = () => used.filter((item) => choice.i.has(item));
  const order = (one, other) => one[0] - other[0] || one[1] - other[1] || phases.indexOf(one[3]) - phases.indexOf(other[3]);
  const chosen = () =>
    rows.filter((row) => choice.b.has(ids[row[0]]) && choice.y.has(String(row[1])) && choice.p.has(row[3])
      && columns().some((item) => amount(row, item) !== "")).sort(order);

  /* ---- the form */

  const latest = (id) => {
    const own = rows.filter((row) => ids[row[0]] === id && used.includes(NAMED) && amount(row, NAMED) !== "");
    const best = own.sort((a, b) => b[1] - a[1])[0];
    return best ? ` ${wan(amount(best, NAMED))}` : "";
  };

  const boxes = (legend, name, options, find) => {
    const list = make("div", { class: "mz-boxes" });
    const field = make("fieldset", {}, make("legend", {}, legend));
    for (const [value, text, textLang, beside] of options) {
      const box = make("input", { type: "checkbox", value, name });
      box.checked = choice[name].has(value);
      box.addEventListener("change", () => {
        if (box.checked) choice[name].add(value);
        else choice[name].delete(value);
        changed();
      });
      list.append(make("label", {}, box, " ", make("span", { lang: textLang }, text), beside ? make("small", {}, beside) : ""));
    }
    if (find && options.length > 8) {
      const input = make("input", { type: "search", "aria-label": find, placeholder: find });
      input.addEventListener("input", () => {
        const words = input.value.trim().toLowerCase();
        for (const one of list.children) one.hidden = !one.textContent.toLowerCase().includes(words);
      });
      field.append(input);
    }
    field.append(list);
    return field;
  };

  const option = (body) => [body[0], [nameOf(body), placeOf(body)].filter(Boolean).join(" · "), langOf(body), latest(body[0])];
  const picked = make("div", { class: "mz-picked", role: "group", "aria-label": say["compare-picked"] });
  const result = make("section", { "aria-live": "polite" });
  const tick = () => {
    for (const box of root.querySelectorAll('input[name="b"]')) box.checked = choice.b.has(box.value);
  };

  /* The bodies chosen, each with the way to leave it out: in sight however long the list is. */
  const showPicked = () => {
    const some = bodies.filter((body) => choice.b.has(body[0]));
    const buttons = some.map((body) => {
      const made = make("button", { type: "button", lang: langOf(body), "aria-label": `${say["compare-drop"]} ${nameOf(body)}` }, nameOf(body), " ×");
      made.addEventListener("click", () => { choice.b.delete(body[0]); tick(); changed(); });
      return made;
    });
    const clear = make("button", { type: "button", class: "mz-clear" }, say["compare-clear"]);
    clear.addEventListener("click", () => { choice.b.clear(); tick(); changed(); });
    picked.replaceChildren(make("strong", {}, say["compare-picked"]), " ", ...buttons, some.length ? clear : make("span", {}, say["compare-none"]));
  };

  /* ---- the result */

  const guessed = (row, name) => (guesses[row[4]] || []).includes(name) ? make("small", { class: "mz-guess" }, say.guess) : "";

  const table = (found) => {
    const heads = [say.body, say.year, say.phase, say.scope, ...columns().map((item) => setting.items[item])];
    const header = make("tr", {}, ...heads.map((text, i) => make("th", { scope: "col", class: i > 3 ? "mz-num" : null }, text)));
    const body = make("tbody");
    for (const row of found) {
      const one = bodies[row[0]];
      const link = make("a", { href: `${setting.bodies}${one[0]}/`, lang: langOf(one) }, nameOf(one));
      const year = make("a", { href: `${setting.disclosures}${row[4]}/` }, String(row[1]));
      const cells = columns().map((item) => make("td", { class: "mz-num", title: amount(row, item) ? `${amount(row, item)} ${say.yuan}` : null }, wan(amount(row, item))));
      body.append(make("tr", {}, make("th", { scope: "row" }, link, guessed(row, "body")), make("td", {}, year, guessed(row, "fiscal_year")),
        make("td", {}, setting.phases[row[3]]), make("td", {}, setting.scopes[row[2]], guessed(row, "scope")), ...cells));
    }
    const made = make("table", { class: "mz-plain mz-list" }, make("caption", { class: "mz-hidden" }, say["compare-result"]),
      make("thead", {}, header), body);
    return make("div", { class: "mz-scroll", role: "group", tabindex: "0", "aria-label": say["compare-result"] }, made);
  };

  const chart = (found) => {
    const item = columns().includes(drawn) ? drawn : columns()[0];
    const mixed = new Set(found.map((row) => row[2])).size > 1;
    const parts = found.filter((row) => amount(row, item) !== "").map((row) => ({
      label: label([nameOf(bodies[row[0]]), row[1], setting.phases[row[3]], mixed ? setting.scopes[row[2]] : ""]),
      amount: amount(row, item), series: phases.indexOf(row[3]),
    }));
    if (parts.length < 2) return "";
    const title = say["compare-chart"].replace("{item}", setting.items[item]);
    const which = make("select", { "aria-label": say["compare-draw"] });
    for (const one of columns()) which.append(make("option", { value: one, selected: one === item ? "" : null }, setting.items[one]));
    which.addEventListener("change", () => { drawn = which.value; changed(); });
    const holder = make("div", { class: "mz-chart", "data-title": `${title} (${say["unit-note"]})`, "data-source": say["chart-source"],
      "data-svg": say["chart-svg"], "data-png": say["chart-png"] }, bars(parts, title, Math.min(840, root.clientWidth || 840)));
    offer(holder);
    return make("figure", { class: "mz-figure" }, make("figcaption", {}, title, " ", columns().length > 1 ? which : ""), holder);
  };

  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const csv = (found) => {
    const lines = [["body", "body_name", "figure_year", "phase", "scope", "disclosure", ...columns()]];
    for (const row of found) {
      const [id, name] = bodies[row[0]];
      lines.push([id, name, String(row[1]), row[3], row[2], row[4], ...columns().map((item) => amount(row, item))]);
    }
    return lines.map((line) => line.map(quoted).join(",")).join("\n") + "\n";
  };

  const actions = (found) => {
    const file = (mark) => URL.createObjectURL(new Blob([mark, csv(found)], { type: "text/csv" }));
    const copy = make("button", { type: "button", class: "md-button" }, say["compare-copy"]);
    copy.addEventListener("click", async () => {
      keep();
      await navigator.clipboard.writeText(location.href);
      copy.textContent = say["compare-copied"];
    });
    return make("p", {}, make("a", { href: file(""), download: "compare.csv", class: "md-button" }, say["compare-download"]), " ",
      make("a", { href: file("\ufeff"), download: "compare-excel.csv", class: "md-button" }, say["csv-excel"]), " ", copy);
  };

  const notes = (found) => {
    const had = new Set(found.map((row) => ids[row[0]]));
    const lacking = bodies.filter((body) => choice.b.has(body[0]) && !had.has(body[0])).map(nameOf);
    const mixed = new Set(found.map((row) => row[2])).size > 1;
    return [
      mixed ? make("p", { class: "mz-difference" }, say["compare-mixed"]) : "",
      lacking.length ? make("p", { class: "mz-note" }, `${say["compare-lacking"]}${lacking.join(say["list-comma"])}`) : "",
    ];
  };

  const show = () => {
    const found = chosen();
    showPicked();
    result.replaceChildren(make("h2", { id: "result" }, say["compare-result"]));
    if (!found.length || !columns().length) {
      result.append(make("p", {}, say["compare-nothing"]));
      return;
    }
    result.append(make("p", { class: "mz-note" }, say["unit-note"]), ...notes(found), table(found), chart(found), actions(found));
  };

  const changed = () => {
    keep();
    show();
  };

  root.append(
    picked,
    make("form", { class: "mz-choose" },
      boxes(say.bodies, "b", bodies.map(option), say["compare-find"]),
      boxes(say["compare-years"], "y", years.map((year) => [String(year), String(year), null])),
      boxes(say["compare-phases"], "p", phases.map((phase) => [phase, setting.phases[phase], null])),
      boxes(say["compare-items"], "i", used.map((item) => [item, setting.items[item], null]))),
    result,
  );
  document.getElementById("mz-compare-plain").hidden = true;
  show();
};

start();
