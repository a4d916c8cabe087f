import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf } from "../scripts/query-code.js";

const said = {
  whole: "WHERE {where}\n", and: " AND ", all: "true", text: "label LIKE {text}", place: "place LIKE {text}",
  min: "amount >= {amount}", body: "body = {text}", "body-named": "name = {text}",
};

test("a question is code that can be pasted, whatever its text holds", () => {
  assert.equal(codeOf("duckdb", said, { text: "O'Neil $& {amount}" }, {}, new Set()), "WHERE label LIKE 'O''Neil $& {amount}'");
  assert.equal(codeOf("pandas", said, { text: 'say "no"' }, {}, new Set()), 'WHERE label LIKE "say \\"no\\""');
});

test("no filter asks for everything; several must all hold", () => {
  assert.equal(codeOf("duckdb", said, {}, {}, new Set()), "WHERE true");
  const asked = { place: "652300", min: "1万" };
  assert.equal(codeOf("duckdb", said, asked, { min: "10000" }, new Set()), "WHERE place LIKE '6523' AND amount >= 10000");
});

test("a body is asked for by id where the page knows the id", () => {
  assert.equal(codeOf("duckdb", said, { body: "b" }, {}, new Set(["b"])), "WHERE body = 'b'");
  assert.equal(codeOf("duckdb", said, { body: "乙校" }, {}, new Set(["b"])), "WHERE name = '乙校'");
});
