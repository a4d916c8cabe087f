/* Merged headers as a grid: which cell covers which column. */

/* Cells with their first column and span, in document order; ``paths``: per column the texts above it. */
export const readGrid = (head) => {
  const taken = [];
  const cells = [];
  [...head.rows].forEach((row, r) => {
    taken[r] ??= [];
    let column = 0;
    for (const cell of row.cells) {
      while (taken[r][column]) column += 1;
      cells.push({ cell, row: r, column, span: cell.colSpan });
      for (let down = 0; down < cell.rowSpan; down += 1) {
        taken[r + down] ??= [];
        for (let across = 0; across < cell.colSpan; across += 1) taken[r + down][column + across] = cell;
      }
      column += cell.colSpan;
    }
  });
  const width = Math.max(0, ...taken.map((row) => row.length));
  const paths = Array.from({ length: width }, (_, n) => {
    const above = taken.map((row) => row[n]).filter((cell) => cell?.tagName === "TH");
    return [...new Set(above)].map((cell) => (cell.dataset.name ?? cell.innerText).trim().replace(/\s+/g, " ")).join(" / ");
  });
  return { cells, width, paths };
};

/* Per column the lowest header that stands over it alone. */
export const leaves = ({ cells, width }) => {
  const found = new Array(width);
  for (const { cell, column, span } of cells) {
    if (cell.tagName === "TH" && span === 1 && cell.innerText.trim()) found[column] = cell;
  }
  return found;
};

/* Tables set side by side in one: a new one begins after amounts, where names or codes begin again. */
export const panelsOf = (rows) => {
  const width = rows[0]?.length ?? 0;
  const numeric = Array.from({ length: width }, (_, n) => rows.some((cells) => cells[n]?.classList.contains("mz-num")));
  const named = Array.from({ length: width }, (_, n) => rows.some((cells) => cells[n]?.tagName === "TH"));
  const starts = [0];
  for (let n = 1; n < width; n += 1) {
    let end = n;
    while (end < width && !numeric[end]) end += 1;
    if (numeric[n - 1] && !numeric[n] && end < width && named.slice(n, end).some(Boolean)) starts.push(n);
  }
  return starts.map((start, n) => ({ start, end: starts[n + 1] ?? width }));
};
