import assert from "node:assert/strict";
import { test } from "node:test";
import { label, wan } from "../scripts/compare-view.js";

test("amounts have two decimals, rounded by digits", () => {
  const cases = {
    "6320400.00": "632.04", "0": "0.00", "123.45": "0.01", "49.99": "0.00", "50": "0.01", "-50000": "-5.00",
    "12345678901234567.89": "1,234,567,890,123.46", "-1": "0.00", "": "",
  };
  for (const [yuan, shown] of Object.entries(cases)) assert.equal(wan(yuan), shown, yuan);
});

test("a label leaves out what is empty", () => {
  assert.equal(label(["甲局", 2024, "预算", ""]), "甲局 2024 预算");
});
