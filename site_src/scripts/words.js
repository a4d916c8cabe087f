/* Amounts for reading: in 万 and 亿 or millions, and in numerals. Integers of fen, never floating point.
   The same words as those of the pages. */
import { valueOf } from "./amounts.js";

const FEN = 10n ** 10n; /* of units of 10^-12 yuan */
const DIGITS = "零一二三四五六七八九";
const PLACES = ["", "十", "百", "千"];
const GROUPS = ["", "万", "亿", "万亿"];

const size = (value) => (value < 0n ? -value : value);

/* ``value`` by ``by``, to the nearest whole number, halves away from zero. */
const nearest = (value, by) => ((size(value) * 2n + by) / (by * 2n)) * (value < 0n ? -1n : 1n);

const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ",");

/* A number of hundredths with two decimals. */
const hundredths = (value) => {
  const digits = String(size(value)).padStart(3, "0");
  return `${value < 0n ? "-" : ""}${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`;
};

/* To the fen, or to the yuan where there are no fen. */
const shortest = (value) => (value % (FEN * 100n) ? hundredths(nearest(value, FEN))
  : `${value < 0n ? "-" : ""}${grouped(String(size(value / (FEN * 100n))))}`);

const scales = {
  zh: [[8n, "亿元", 100_000_000n], [4n, "万元", 1_000n]],
  en: [[9n, "billion", 1_000_000_000n], [6n, "million", 1_000_000n]],
};

const money = (value, language) => {
  const [power, name] = scales[language].find(([, , from]) => size(value) >= from * FEN * 100n) ?? [];
  const shown = name ? hundredths(nearest(value, FEN * 10n ** power)) : shortest(value);
  return language === "zh" ? `${shown} ${name ?? "元"}` : `CNY ${shown}${name ? ` ${name}` : ""}`;
};

const fourDigits = (number) => [...String(number).padStart(4, "0")]
  .map((digit, n) => (digit === "0" ? "零" : DIGITS[digit] + PLACES[3 - n]))
  .join("").replace(/零+/g, "零").replace(/^零|零$/g, "");

const numeral = (number) => {
  const groups = [];
  for (let rest = number; rest; rest /= 10_000n) groups.unshift(rest % 10_000n);
  const text = groups.map((four, n) => (four
    ? (four < 1000n ? "零" : "") + fourDigits(four) + GROUPS[groups.length - 1 - n] : "零"))
    .join("").replace(/零+/g, "零").replace(/^零|零$/g, "");
  return text.replace(/^一十/, "十") || DIGITS[0];
};

const spelled = (value) => {
  const fen = nearest(size(value), FEN);
  const [whole, rest] = [fen / 100n, fen % 100n];
  const [tenth, last] = [rest / 10n, rest % 10n];
  let text = whole || !rest ? `${numeral(whole)}元` : "";
  if (tenth) text += `${DIGITS[tenth]}角`;
  else if (last && whole) text += "零";
  return `${value < 0n ? "负" : ""}${text}${last ? `${DIGITS[last]}分` : ""}`;
};

/* An amount in yuan, printed as a decimal, to be read aloud; empty for what is no amount. */
export const inWords = (yuan, language, comma) => {
  const value = valueOf(yuan);
  if (value === null) return "";
  const told = money(value, language);
  const exact = language === "zh" ? spelled(value) : `CNY ${shortest(value)}`;
  return told === exact ? told : `${told}${comma}${exact}`;
};
