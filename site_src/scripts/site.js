/* Tooltips of terms, and the search box. Everything can be read without this file. */
(() => {
  "use strict";

  const config = document.getElementById("__config");
  const root = config ? new URL(`${JSON.parse(config.textContent).base.replace(/\/$/, "")}/`, location.href) : null;
  const files = new Map();
  let tip = null;
  let owner = null;
  let closing = 0;

  const close = () => {
    clearTimeout(closing);
    if (owner) owner.removeAttribute("aria-describedby");
    if (tip) tip.remove();
    tip = owner = null;
  };

  const closeSoon = () => {
    clearTimeout(closing);
    closing = setTimeout(close, 250);
  };

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  };

  const place = (link) => {
    const box = link.getBoundingClientRect();
    const width = Math.min(336, document.documentElement.clientWidth - 24);
    tip.style.width = `${width}px`;
    const left = Math.min(Math.max(12, box.left), document.documentElement.clientWidth - width - 12);
    const below = box.bottom + tip.offsetHeight + 8 < window.innerHeight || box.top < tip.offsetHeight + 8;
    tip.style.left = `${left + window.scrollX}px`;
    tip.style.top = `${(below ? box.bottom + 6 : box.top - tip.offsetHeight - 6) + window.scrollY}px`;
  };

  /* The tooltip of a mark, from the file that holds its like; a code's is named after its class. */
  const tooltipOf = async (link) => {
    const name = link.dataset.term ?? (link.hash ? link.hash.slice(1) : link.pathname.split("/").at(-2));
    const digits = name.replace(/^code-/, "");
    const file = /^\d{3}/.test(digits) ? digits.slice(0, 3) : "terms";
    if (!files.has(file)) files.set(file, fetch(new URL(`tips/${file}.json`, root)).then((found) => found.json()).catch(() => ({})));
    return (await files.get(file))[digits];
  };

  const open = async (link) => {
    clearTimeout(closing);
    if (owner === link) return;
    close();
    owner = link;
    const told = await tooltipOf(link);
    if (owner !== link || !told) return;
    const [title, also, text] = told;
    tip = element("div", "mz-tip", "");
    tip.id = "mz-tip";
    tip.setAttribute("role", "tooltip");
    tip.append(element("strong", "mz-tip-title", title), element("span", "mz-tip-also", also));
    tip.append(element("span", "mz-tip-text", text));
    tip.addEventListener("pointerenter", () => clearTimeout(closing));
    tip.addEventListener("pointerleave", closeSoon);
    document.body.append(tip);
    link.setAttribute("aria-describedby", "mz-tip");
    place(link);
  };

  const termOf = (event) => (event.target instanceof Element ? event.target.closest("a.mz-term") : null);

  document.addEventListener("pointerover", (event) => {
    const link = termOf(event);
    if (link && event.pointerType === "mouse") open(link);
  });
  document.addEventListener("pointerout", (event) => {
    if (termOf(event) && event.pointerType === "mouse") closeSoon();
  });
  document.addEventListener("focusin", (event) => {
    const link = termOf(event);
    if (link && link.matches(":focus-visible")) open(link);
  });
  document.addEventListener("focusout", (event) => {
    if (termOf(event)) closeSoon();
  });
  /* By touch the first tap shows the tooltip, the second follows the link. */
  document.addEventListener("click", (event) => {
    const link = termOf(event);
    if (link && owner !== link && event.pointerType === "touch") {
      event.preventDefault();
      open(link);
    } else if (!link && tip && !tip.contains(event.target)) {
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && tip) close();
  });

  /* A flag beside a check, a sentence or a target: its address becomes a message with id, page and reading filled in. */
  const report = document.getElementById("report");
  for (const line of document.querySelectorAll(".mz-verdicts li[id]:not(:has(.mz-flag))")) {
    const flag = element("a", "mz-flag", "");
    flag.href = "#report";
    flag.dataset.of = line.id;
    line.append(" ", flag);
  }
  for (const flag of document.querySelectorAll("a.mz-flag")) {
    flag.title = report.querySelector("a").textContent;
    flag.setAttribute("aria-label", flag.title);
  }
  const about = (flag) => {
    const item = flag.closest("li, tr, dd, h1, h2, h3, h4, h5");
    const reading = item.textContent.replace(/\s+/g, " ").trim().slice(0, 400);
    const { of: id, page = "" } = flag.dataset;
    return { id, page, reading, url: `${location.origin}${location.pathname}#${id}` };
  };
  document.addEventListener("click", (event) => {
    const flag = event.target instanceof Element ? event.target.closest("a.mz-flag") : null;
    if (!flag || !report) return;
    const values = about(flag);
    const { to, subject, body } = report.dataset;
    const [title, text] = [subject, body].map((given) =>
      encodeURIComponent(given.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all)),
    );
    flag.href = to.startsWith("https:") ? `${to}?title=${title}&body=${text}` : `mailto:${to}?subject=${title}&body=${text}`;
  });

  /* The same CSV with the mark by which Excel knows that it is UTF-8; without scripts the link gives the plain one. */
  document.addEventListener("click", async (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-excel]") : null;
    if (!link) return;
    event.preventDefault();
    const response = await fetch(link.href).catch(() => null);
    if (!response || !response.ok) return;
    const save = document.createElement("a");
    save.href = URL.createObjectURL(new Blob(["\ufeff", await response.blob()], { type: "text/csv" }));
    save.download = new URL(link.href).pathname.split("/").pop().replace(/\.csv$/, "-excel.csv");
    save.click();
    setTimeout(() => URL.revokeObjectURL(save.href), 10000);
  });

  /* Who goes to the search will search: what the worker (scripts/search.js) needs is on its way by the first letter. */
  const input = document.querySelector("input.md-search__input");
  if (input && root) {
    const entries = new URL("search/entries.json", root);
    /* The theme listens to keys alone: what is pasted, dictated or dropped is a query as well. */
    input.addEventListener("input", () => input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })));
    input.addEventListener("focus", () => fetch(entries).catch(() => null), { once: true });
  }

  const button = document.querySelector("button.mz-search");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const toggle = document.getElementById("__search");
      if (toggle && !toggle.checked) toggle.click();
      if (input) input.focus();
    });
  }
})();
