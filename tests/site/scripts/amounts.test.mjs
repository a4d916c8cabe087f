import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, isAmount, plain, shift, valueOf } from "../scripts/amounts.js";

test("an amount is what a table prints, and nothing else", () => {
  for (const text of ["0", "12", "1,234.50", "-3.1", "−3.1", "－3", "12%", "1234567.89"]) assert.ok(isAmount(text), text);
  for (const text of ["", "—", "1,23", "1,2345", "12.", ".5", "1 2", "一", "--1", "1.2.3"]) assert.ok(!isAmount(text), text);
});

test("values are exact where floating point is not", () => {
  assert.equal(valueOf("90,071,992,547,409.93"), 90071992547409930000000000n);
  assert.equal(valueOf("−0.1") + valueOf("-0.2"), valueOf("-0.3"));
  assert.equal(valueOf("—"), null);
});

test("a value is written as a plain decimal with the places asked for, and more where it has more", () => {
  assert.equal(plain(valueOf("1,234.5")), "1234.50");
  assert.equal(plain(valueOf("-0.005")), "-0.005");
  assert.equal(plain(valueOf("7"), 0), "7");
  assert.equal(plain(0n), "0.00");
});

test("万元 and 元 are told apart by moving the point, never by a product", () => {
  assert.equal(shift("632.04", 4), "6,320,400");
  assert.equal(shift("6,320,400.00", -4), "632.040000");
  assert.equal(shift("-1.5", -4), "-0.00015");
  assert.equal(shift("12%", 0), "12%");
});

test("amounts sort by value, dashes after them, blanks last, in both directions", () => {
  const column = ["", "—", "9", "10", "-5", "1,000.00"];
  const sorted = (down) => [...column].sort((a, b) => compare(a, b, true, down));
  assert.deepEqual(sorted(false), ["-5", "9", "10", "1,000.00", "—", ""]);
  assert.deepEqual(sorted(true), ["1,000.00", "10", "9", "-5", "—", ""]);
});

test("names sort by pinyin, numbers in them by size", () => {
  const names = ["卫生", "教育", "第10中学", "第2中学", ""];
  assert.deepEqual([...names].sort((a, b) => compare(a, b, false, false)), ["第2中学", "第10中学", "教育", "卫生", ""]);
});
