/*
 * Bodies side by side: a form, a table, a bar chart. The choice is in the address (?b=…&y=…&p=…&i=…), so that it can be
 * kept and passed on. Amounts are exact decimals as text; only the length of a bar is a float.
 */
(async () => {
  "use strict";

  const root = document.getElementById("mz-compare");
  const setting = JSON.parse(document.getElementById("mz-compare-setting").textContent);
  const say = setting.words;
  const ABOUT = 5; // body, year, scope, phase and disclosure stand before the amounts of a row
  const MOST = 12; // bodies chosen at first
  const SVG = "http://www.w3.org/2000/svg";

  const response = await fetch(setting.data);
  if (!response.ok) return;
  const { bodies, items, rows } = await response.json();
  const english = document.documentElement.lang.startsWith("en");

  const make = (tag, given = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) if (value !== null) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  /* 万元 from yuan, by moving the point: 6320400.00 → 632.04; digits beyond the second are kept when they are not 0. */
  const wan = (yuan) => {
    if (yuan === "") return "";
    const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(yuan);
    const digits = whole.padStart(5, "0");
    const fraction = (digits.slice(-4) + part).replace(/0+$/, "").padEnd(2, "0");
    return `${sign}${digits.slice(0, -4).replace(/\B(?=(\d{3})+$)/g, ",")}.${fraction}`;
  };

  const years = [...new Set(rows.map((row) => row[1]))].sort((a, b) => b - a);
  const phases = Object.keys(setting.phases).filter((phase) => rows.some((row) => row[3] === phase));
  const used = items.filter((_, i) => rows.some((row) => row[ABOUT + i] !== ""));

  const read = () => {
    const query = new URLSearchParams(location.search);
    const list = (name, known, otherwise) => {
      const given = (query.get(name) || "").split(",").filter((one) => known.includes(one));
      return new Set(given.length ? given : otherwise);
    };
    const ids = bodies.map((body) => body[0]);
    const names = setting.names.filter((name) => used.includes(name));
    return {
      b: list("b", ids, ids.slice(0, MOST)),
      y: list("y", years.map(String), years.slice(0, 2).map(String)),
      p: list("p", phases, phases),
      i: list("i", used, names.slice(0, 3)),
    };
  };

  const choice = read();

  const keep = () => {
    const query = Object.entries(choice).map(([name, values]) => `${name}=${[...values].map(encodeURIComponent).join(",")}`);
    history.replaceState(null, "", `?${query.join("&")}${location.hash}`);
  };

  const boxes = (legend, name, options, find) => {
    const list = make("div", { class: "mz-boxes" });
    const field = make("fieldset", {}, make("legend", {}, legend));
    for (const [value, text, lang] of options) {
      const box = make("input", { type: "checkbox", value });
      box.checked = choice[name].has(value);
      box.addEventListener("change", () => {
        if (box.checked) choice[name].add(value);
        else choice[name].delete(value);
        keep();
        show();
      });
      list.append(make("label", {}, box, " ", make("span", { lang }, text)));
    }
    if (find && options.length > 8) {
      const input = make("input", { type: "search", "aria-label": find, placeholder: find });
      input.addEventListener("input", () => {
        const words = input.value.trim().toLowerCase();
        for (const label of list.children) label.hidden = !label.textContent.toLowerCase().includes(words);
      });
      field.append(input);
    }
    field.append(list);
    return field;
  };

  const columns = () => used.filter((item) => choice.i.has(item));
  const amount = (row, item) => row[ABOUT + items.indexOf(item)];

  const chosen = () => {
    const found = rows.filter(
      (row) =>
        choice.b.has(bodies[row[0]][0]) && choice.y.has(String(row[1])) && choice.p.has(row[3]) &&
        columns().some((item) => amount(row, item) !== ""),
    );
    return found.sort((one, other) => one[0] - other[0] || one[1] - other[1] || phases.indexOf(one[3]) - phases.indexOf(other[3]));
  };

  const table = (found) => {
    const heads = [say.body, say.year, say.phase, say.scope, ...columns().map((item) => setting.items[item])];
    const header = make("tr", {}, ...heads.map((text, i) => make("th", { scope: "col", class: i > 3 ? "mz-num" : null }, text)));
    const body = make("tbody");
    for (const row of found) {
      const [id, name] = bodies[row[0]];
      const link = make("a", { href: `${setting.bodies}${id}/`, lang: english ? "zh" : null }, name || id);
      const year = make("a", { href: `${setting.disclosures}${row[4]}/` }, String(row[1]));
      const cells = columns().map((item) => make("td", { class: "mz-num" }, wan(amount(row, item))));
      body.append(
        make("tr", {}, make("th", { scope: "row" }, link), make("td", {}, year),
          make("td", {}, setting.phases[row[3]]), make("td", {}, setting.scopes[row[2]]), ...cells),
      );
    }
    const made = make("table", { class: "mz-plain mz-list" }, make("caption", { class: "mz-hidden" }, say["compare-result"]),
      make("thead", {}, header), body);
    return make("div", { class: "mz-scroll", role: "group", tabindex: "0", "aria-label": say["compare-result"] }, made);
  };

  const draw = (tag, given, text) => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const chart = (found) => {
    const [item] = columns();
    const bars = item ? found.filter((row) => amount(row, item) !== "") : [];
    if (bars.length < 2) return "";
    const most = Math.max(...bars.map((row) => Math.abs(Number(amount(row, item))))) || 1;
    const title = say["compare-chart"].replace("{item}", setting.items[item]);
    const width = Math.min(840, root.clientWidth || 840);
    const svg = draw("svg", { class: "mz-picture", role: "img", viewBox: `0 0 ${width} ${bars.length * 34}`, "aria-label": title });
    svg.append(draw("title", {}, title));
    bars.forEach((row, n) => {
      const [id, name] = bodies[row[0]];
      const length = Math.max(1, (Math.abs(Number(amount(row, item))) / most) * width);
      const room = Math.floor((width - 130) / 12);
      const label = `${name || id} ${row[1]} ${setting.phases[row[3]]}`;
      svg.append(
        draw("text", { x: 0, y: n * 34 + 13, class: "mz-pic-name" }, label.length > room ? `${label.slice(0, room)}…` : label),
        draw("text", { x: width, y: n * 34 + 13, "text-anchor": "end", class: "mz-pic-amount" }, wan(amount(row, item))),
        draw("rect", { x: 0, y: n * 34 + 19, width: length.toFixed(1), height: 8, class: `mz-series-${(phases.indexOf(row[3]) % 5) + 1}` }),
      );
    });
    return make("figure", { class: "mz-figure" }, make("figcaption", {}, title), svg);
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
    const file = URL.createObjectURL(new Blob([csv(found)], { type: "text/csv" }));
    const copy = make("button", { type: "button", class: "md-button" }, say["compare-copy"]);
    copy.addEventListener("click", async () => {
      keep();
      await navigator.clipboard.writeText(location.href);
      copy.textContent = say["compare-copied"];
    });
    return make("p", {}, make("a", { href: file, download: "compare.csv", class: "md-button" }, say["compare-download"]), " ", copy);
  };

  const result = make("section", { "aria-live": "polite" });

  const show = () => {
    const found = chosen();
    result.replaceChildren(make("h2", { id: "result" }, say["compare-result"]));
    if (!found.length || !columns().length) {
      result.append(make("p", {}, say["compare-nothing"]));
      return;
    }
    result.append(make("p", { class: "mz-note" }, say["unit-note"]), table(found), chart(found), actions(found));
  };

  const body = (one) => [one[0], `${one[1] || one[0]}${setting.places[one[2]] ? ` · ${setting.places[one[2]]}` : ""}`, english ? "zh" : null];
  root.append(
    make("form", { class: "mz-choose" },
      boxes(say.bodies, "b", bodies.map(body), say["compare-find"]),
      boxes(say["compare-years"], "y", years.map((year) => [String(year), String(year), null])),
      boxes(say["compare-phases"], "p", phases.map((phase) => [phase, setting.phases[phase], null])),
      boxes(say["compare-items"], "i", used.map((item) => [item, setting.items[item], null]))),
    result,
  );
  document.getElementById("mz-compare-plain").hidden = true;
  show();
})();
