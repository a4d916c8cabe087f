/* A question as code: each filter has a condition in each language (query-code.yml). */
import { prefixOf } from "./query-lines.js";

const literal = (language, text) => (language === "pandas" ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`);

/* The condition's name and value; bodies are asked for by id where the page knows one. */
const resolved = (name, value, ids) => {
  if (name === "place") return /^\d/.test(value) ? ["place", prefixOf(value)] : [`place-${value}`, value];
  if (name === "body") return [ids.has(value) ? "body" : "body-named", value];
  if (name === "fund" && value === "all") return ["fund-all", value];
  if (name === "lines") return [`lines-${value}`, value];
  return [name, value];
};

/* ``amounts``: the plain decimals of the filters min and max. */
export const codeOf = (language, said, asked, amounts, ids) => {
  const conditions = Object.entries(asked).map(([name, value]) => {
    const [key, text] = resolved(name, value, ids);
    const filled = { "{text}": literal(language, text), "{amount}": amounts[name] ?? value };
    return said[key]?.replaceAll(/\{text\}|\{amount\}/g, (slot) => filled[slot]);
  });
  return said.whole.replace("{where}", () => conditions.filter(Boolean).join(said.and) || said.all).trimEnd();
};
