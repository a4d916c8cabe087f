import assert from "node:assert/strict";
import { test } from "node:test";
import { bodiesOf, csv, hindrances, partsOf, prefixOf } from "../scripts/query-lines.js";

const bodies = [["a", "甲院", "110000", "court"], ["b", "乙校", "652301", "school"], ["c", "丙部", "central", ""]];

test("a place holds the places within it, and no neighbour", () => {
  assert.equal(prefixOf("650000"), "65");
  assert.equal(prefixOf("652300"), "6523");
  assert.equal(prefixOf("652301"), "652301");
  assert.deepEqual(bodiesOf({ bodies }, { place: "652300" }), [1]);
  assert.deepEqual(bodiesOf({ bodies }, { place: "652200" }), []);
  assert.deepEqual(bodiesOf({ bodies }, { place: "central" }), [2]);
});

test("a body is asked for by its id or by a part of its name", () => {
  assert.deepEqual(bodiesOf({ bodies }, { body: "a" }), [0]);
  assert.deepEqual(bodiesOf({ bodies }, { body: "校" }), [1]);
  assert.deepEqual(bodiesOf({ bodies }, { kind: "court", body: "校" }), []);
});

test("a file is fetched only if it can hold an answer", () => {
  const has = {
    breakdown: ["functional"], functional_code: ["20607", "2060702"], economic_code: [""], concept: ["expenditure"],
    fund: ["", "general"], figure_year: ["2024"], phase: ["budget"], scope: ["department"],
  };
  const index = { bodies, parts: [{ file: "1", bodies: [0, 1], has }] };
  const fits = (asked) => partsOf(index, asked, bodiesOf(index, asked)).length === 1;
  assert.ok(fits({ functional: "206", year: "2024" }));
  assert.ok(fits({ fund: "all" }));
  assert.ok(!fits({ fund: "fiscal" }));
  assert.ok(!fits({ functional: "205" }));
  assert.ok(!fits({ place: "central" }));
});

test("lines are added only where no amount is in the sum twice", () => {
  const line = { scope: "unit", concept: "e", fund: "", breakdown: "f", figure_year: "2024", phase: "budget", is_leaf: "true", is_default: "true" };
  assert.deepEqual(hindrances([line, { ...line }]), []);
  assert.deepEqual(hindrances([line, { ...line, figure_year: "2023" }]), ["year"]);
  assert.deepEqual(hindrances([line, { ...line, scope: "department" }]), ["scope"]);
  assert.deepEqual(hindrances([line, { ...line, is_leaf: "false" }]), ["leaf"]);
});

test("the file of an answer has the columns of lines.csv, quoted where it must be", () => {
  const index = { columns: ["id", "table", "label", "name"] };
  const lines = [{ id: "l1", table: "t01", label: "x", name: '甲,"乙"' }, { id: "l2", table: "t01", label: "x", name: "a\nb" }];
  assert.equal(csv(index, lines), 'id,name\nl1,"甲,""乙"""\nl2,"a\nb"\n');
});
