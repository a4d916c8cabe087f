/*
 * The search, in place of the theme's worker and speaking its protocol: {type: 0, data: index} → {type: 1};
 * {type: 2, data: query} → {type: 3, data: {items: [[item], …]}}.
 *
 * Bodies come first where a query names them, by their names or by what people call them (教委); a name with a slip of the
 * pen finds the body nearest to it. An amount finds its figures first, with commas or without. What is not held is said.
 *
 * Chinese is found wherever it stands in a word (拨款 in 财政拨款), Latin words, codes and amounts from their beginning,
 * pinyin and initials from any syllable (kexue, kxjs). Every word of the query must be found. When no entry fits so,
 * short forms of names are tried (科协, kexie: characters or syllables in their order), then pairs of characters.
 *
 * The index that the theme loads on every page is empty; what can be found lies in a file of its own, which is fetched with
 * the first query.
 *
 * A number is looked up among the printed amounts as well (1,224.50 finds its figures): they lie in small files of which
 * only the one that can hold it is fetched.
 */
"use strict";

const MOST = 50;
const QUOTES = /[\u200b“”‘’"'「」『』《》]/g;
const HAN = /\p{sc=Han}/u;

const ENTRIES = "../search/entries.json";

let docs = [];
let loading = null;
let amounts = ""; // where the files of amounts lie, seen from here
let known = new Set(); // their names
let words = { missing: "", missingText: "" }; // what is said where nothing is held of what was asked for
const shards = new Map();

const fold = (text) => text.normalize("NFKC").toLowerCase().replace(QUOTES, "");
const bare = (html) => html.replace(/<[^>]*>/g, " ").replace(/\u200b/g, "").replace(/\s+/g, " ").trim();

const prepare = (doc) => {
  const title = bare(doc.title);
  const text = bare(doc.text);
  const fields = [fold(title), fold(doc.keys || ""), fold(text)];
  const isBody = /^bodies\/./.test(doc.location);
  const names = isBody ? [fields[0], ...fields[1].split(" ").filter((name) => HAN.test(name))] : [];
  const syllables = (doc.pinyin || "").split(" ").filter(Boolean);
  return { location: doc.location, title, text, fields, syllables, isBody, names, boost: doc.boost || 1 };
};

/* Where a word begins in a text, or -1: anywhere for Chinese, only at the start of a word for anything else. */
const find = (text, word) => {
  if (HAN.test(word)) return text.indexOf(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]) || HAN.test(text[at - 1])) return at;
  }
  return -1;
};

/* Whether a word is the pinyin of a run of syllables, or of their initials. */
const sounds = (syllables, word) => {
  if (word.length < 2 || !/^[a-z]+$/.test(word)) return false;
  const initials = syllables.map((syllable) => syllable[0]).join("");
  return initials.includes(word) || syllables.some((_, i) => syllables.slice(i).join("").startsWith(word));
};

/* Whether pieces of a word are met one after another: 科协 in 科学技术协会, ke + xie in its syllables. */
const shortens = (parts, word) => {
  let rest = word;
  for (const part of parts) {
    if (!rest) break;
    if (rest.startsWith(part)) rest = rest.slice(part.length);
  }
  return rest === "";
};

const WEIGHTS = [20, 6, 2];

const rate = (doc, word) => {
  const [title] = doc.fields;
  let score = 0;
  doc.fields.forEach((field, i) => {
    const at = find(field, word);
    if (at >= 0) score += WEIGHTS[i] * (i === 0 && at === 0 ? 1.5 : 1);
  });
  if (sounds(doc.syllables, word)) score += 10;
  if (title === word) score += 60;
  else if (find(title, word) >= 0) score += (20 * word.length) / title.length;
  return score;
};

const FIRST = 1000; // more than any other entry can score

/* What is called just so, then a place that begins so, then the bodies that are called so. */
const standing = (doc, asked) => {
  const query = asked.join(" ");
  if (doc.fields[0] === query) return 3 * FIRST;
  if (/^places\/./.test(doc.location) && doc.fields[0].startsWith(query)) return 2 * FIRST;
  const named = asked.every((word) => find(doc.fields[0], word) >= 0 || find(doc.fields[1], word) >= 0);
  return doc.isBody && named ? FIRST : 0;
};

const all = (words) => (doc) => {
  let score = standing(doc, words);
  for (const word of words) {
    const own = rate(doc, word);
    if (own === 0) return 0;
    score += own;
  }
  return score * doc.boost;
};

/* How many characters have to be put in, left out or changed to make one text of the other. */
const distance = (one, other) => {
  let before = Array.from({ length: other.length + 1 }, (_, n) => n);
  for (let i = 1; i <= one.length; i += 1) {
    const now = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const changed = before[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      now.push(Math.min(changed, before[j] + 1, now[j - 1] + 1));
    }
    before = now;
  }
  return before[other.length];
};

/* Bodies whose names are a slip of the pen away: one character, of long names two. */
const near = (query) => (doc) => {
  if (!doc.isBody || !HAN.test(query) || query.length < 4) return 0;
  const most = query.length < 12 ? 1 : 2;
  const close = doc.names.filter((name) => Math.abs(name.length - query.length) <= most);
  const least = Math.min(...close.map((name) => distance(name, query)), most + 1);
  return least > most ? 0 : doc.boost / (1 + least);
};

const short = (words) => (doc) => {
  const fits = (word) =>
    HAN.test(word) ? word.length > 1 && shortens([...doc.fields[0]], word) : shortens(doc.syllables, word);
  return doc.syllables.length && words.every(fits) ? doc.boost / doc.title.length : 0;
};

const pairs = (words) => {
  const found = [];
  for (const word of words) {
    if (!HAN.test(word) || word.length < 3) found.push(word);
    else for (let i = 0; i + 1 < word.length; i += 1) found.push(word.slice(i, i + 2));
  }
  return found;
};

const some = (words) => (doc) => {
  const scores = words.map((word) => rate(doc, word));
  const met = scores.filter((score) => score > 0).length;
  return met * 2 < words.length ? 0 : (scores.reduce((a, b) => a + b, 0) * doc.boost * met) / words.length;
};

const escape = (text) => text.replace(/&(?!#?\w+;)/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

const mark = (text, words) => {
  const known = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).sort((a, b) => b.length - a.length);
  if (!known.length) return escape(text);
  const pattern = new RegExp(`(&#?\\w+;)|(${known.join("|")})`, "giu");
  return escape(text).replace(pattern, (whole, entity) => entity || `<mark>${whole}</mark>`);
};

const teaser = (text, words) => {
  const folded = text.toLowerCase();
  const first = Math.min(...words.map((word) => folded.indexOf(word)).filter((at) => at >= 0), text.length);
  const start = first < text.length && first > 60 ? first - 40 : 0;
  return (start ? "…" : "") + text.slice(start, start + 140) + (start + 140 < text.length ? "…" : "");
};

/* What looks like the name of a place or a body. */
const NAME = /(?:[省市区县州盟旗局委厅院校所站队镇乡馆]|委员会|协会|联合会|街道|中心|办公室|办公厅)$/u;

const missing = (query) => ({
  location: "bodies/", title: escape(words.missing.replace("{query}", query.trim())), text: escape(words.missingText),
  score: 1, terms: {},
});

const search = (query) => {
  const words = fold(query).split(/[\s,，、;；+]+/).filter(Boolean);
  if (!words.length) return [];
  const ranked = (rating) =>
    docs.map((doc) => [rating(doc), doc]).filter(([score]) => score > 0).sort((a, b) => b[0] - a[0]).slice(0, MOST);
  let used = words;
  let found = ranked(all(words));
  if (!found.length) found = ranked(short(words));
  if (!found.length) found = ranked(near(words.join("")));
  const held = found.length > 0;
  if (!held) {
    used = pairs(words);
    found = ranked(some(used));
  }
  const items = found.map(([score, doc]) => [
    { location: doc.location, title: mark(doc.title, used), text: mark(teaser(doc.text, used), used), score, terms: {} },
  ]);
  const told = !held && (!items.length || NAME.test(words.join("")));
  return told ? [[missing(query)], ...items] : items;
};

/* A disclosure carries the titles of its pages; each of them is found by itself. */
const expand = ({ parts = [], ...doc }) => [
  doc,
  ...parts.map(([path, title]) => ({ location: doc.location + path, title, text: doc.title, boost: 2 })),
];

/* 1,224.50 → 1224.5, as the amounts are filed (collection/amounts.py); nothing when it is no amount. */
const canonical = (query) => {
  const found = /^-?([\d,]*\d)(?:\.(\d+))?\s*(?:[万亿]?元|[万亿])?$/.exec(fold(query).trim());
  if (!found) return "";
  const whole = found[1].replace(/,/g, "").replace(/^0+(?=\d)/, "");
  const part = (found[2] || "").replace(/0+$/, "");
  const amount = part ? `${whole}.${part}` : whole;
  return amount.replace(".", "").length > 1 ? amount : "";
};

const shardOf = (amount) => `${amount.split(".")[0].length}-${amount.replace(".", "").slice(0, 2)}`;

const shard = async (name) => {
  if (!shards.has(name)) {
    const response = await fetch(new URL(`${amounts}${name}.json`, location.href)).catch(() => null);
    shards.set(name, response && response.ok ? await response.json() : { ids: [], amounts: {} });
  }
  return shards.get(name);
};

const figures = async (query) => {
  const amount = amounts ? canonical(query) : "";
  if (!amount || !known.has(shardOf(amount))) return [];
  const { ids, amounts: filed } = await shard(shardOf(amount));
  const titles = new Map(docs.map((doc) => [doc.location, doc.title]));
  return (filed[amount] || []).slice(0, MOST).map(([id, table, figure, label]) => {
    const where = `disclosures/${ids[id]}/`;
    const title = `${escape(label ? `${label} ` : "")}<mark>${escape(query.trim())}</mark>`;
    return [{ location: `${where}tables/${table}/#${figure}`, title, text: escape(titles.get(where) || ids[id]), score: 1, terms: {} }];
  });
};

const load = async () => {
  const response = await fetch(new URL(ENTRIES, location.href)).catch(() => null);
  const entries = response && response.ok ? await response.json().catch(() => null) : null;
  if (!entries) {
    loading = null; // the next query tries again
    return;
  }
  docs = entries.docs.flatMap(expand).map(prepare);
  amounts = entries.amounts.path;
  known = new Set(entries.amounts.files);
  words = entries.words;
};

const answer = async (query) => {
  if (!query.trim()) return [];
  await (loading ??= load());
  const [entries, amountsFound] = [search(query), await figures(query)];
  if (!amountsFound.length) return entries;
  /* 2024 is a year, 206 a code: what is called so goes before the amounts. */
  const called = /^\d+$/.test(query.trim())
    ? entries.filter(([item]) => bare(item.title).startsWith(query.trim())) : [];
  const others = entries.filter((item) => !called.includes(item) && item[0].text !== escape(words.missingText));
  return [...called, ...amountsFound, ...others];
};

let answered = Promise.resolve();

addEventListener("message", ({ data: message }) => {
  if (message.type === 0) {
    postMessage({ type: 1 });
  } else if (message.type === 2) {
    /* One after another, so that no answer overtakes a later one. */
    answered = answered.then(async () => {
      postMessage({ type: 3, data: { items: await answer(message.data) } });
    });
  }
});
