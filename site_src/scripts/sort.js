/* Sorting of plain tables by a click on a header: numbers by data-sort, text as readers order it, missing values last. */
(() => {
  "use strict";

  const english = document.documentElement.lang.startsWith("en");
  const collator = new Intl.Collator(english ? "en" : "zh", { numeric: true });

  const value = (row, column) => {
    const cell = row.cells[column];
    const raw = cell.dataset.sort;
    if (raw !== undefined) return raw === "" || raw === "-1" ? null : Number(raw);
    return cell.textContent.trim() || null;
  };

  const compare = (one, other) =>
    typeof one === "number" && typeof other === "number" ? one - other : collator.compare(one, other);

  const sort = (table, column, up) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [value(row, column), row]);
    rows.sort(([one], [other]) => {
      if (one === null || other === null) return (one === null) - (other === null);
      return up ? compare(one, other) : compare(other, one);
    });
    body.append(...rows.map(([, row]) => row));
  };

  const arm = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "mz-sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const numbers = [...table.tBodies[0].rows].some((row) => row.cells[column].dataset.sort !== undefined);
        const before = head.getAttribute("aria-sort");
        const up = before ? before !== "ascending" : !numbers;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        sort(table, column, up);
      });
    });
  };

  for (const table of document.querySelectorAll("table.mz-sortable")) if (table.tBodies[0].rows.length > 1) arm(table);
})();
