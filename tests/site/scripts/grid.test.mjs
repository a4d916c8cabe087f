import assert from "node:assert/strict";
import { test } from "node:test";
import { leaves, panelsOf, readGrid } from "../scripts/grid.js";

const th = (innerText, colSpan = 1, rowSpan = 1) => ({ tagName: "TH", innerText, colSpan, rowSpan, dataset: {} });
const head = (...rows) => ({ rows: rows.map((cells) => ({ cells })) });

test("a merged header stands over each of its columns", () => {
  const grid = readGrid(head([th("科目", 1, 2), th("支出", 2)], [th("基本"), th("项目")]));
  assert.deepEqual(grid.paths, ["科目", "支出 / 基本", "支出 / 项目"]);
  assert.deepEqual(leaves(grid).map((cell) => cell.innerText), ["科目", "基本", "项目"]);
});

test("no header, no columns", () => {
  assert.deepEqual(readGrid(head()), { cells: [], width: 0, paths: [] });
});

test("a panel begins where names begin again after amounts", () => {
  const cell = (tagName, amount) => ({ tagName, classList: { contains: () => amount } });
  const name = cell("TH", false);
  const amount = cell("TD", true);
  assert.deepEqual(panelsOf([[name, amount, name, amount, amount]]), [{ start: 0, end: 2 }, { start: 2, end: 5 }]);
  assert.deepEqual(panelsOf([[name, amount, amount]]), [{ start: 0, end: 3 }]);
  assert.deepEqual(panelsOf([]), [{ start: 0, end: 0 }]);
});
