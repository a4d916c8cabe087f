/* Printed amounts as exact decimals: integers of any size and a number of places, never floating point. */

const GRAMMAR = /^([-−－]?)((?:\d{1,3}(?:,\d{3})+)|\d+)(?:\.(\d+))?(%?)$/;

export const isAmount = (text) => GRAMMAR.test(text);

/* The value in units of 10^-12, or null. */
export const valueOf = (text) => {
  const parts = GRAMMAR.exec(text);
  if (!parts) return null;
  const fraction = (parts[3] ?? "").padEnd(12, "0").slice(0, 12);
  const value = BigInt(parts[2].replaceAll(",", "") + fraction);
  return parts[1] ? -value : value;
};

/* A value in units of 10^-12 as a plain decimal with at least ``places`` after the point. */
export const plain = (value, places = 2) => {
  const digits = String(value < 0n ? -value : value).padStart(13, "0");
  const fraction = digits.slice(-12).replace(/0+$/, "").padEnd(places, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -12)}${fraction && `.${fraction}`}`;
};

/* The amount with its decimal point moved ``by`` places to the right (left when negative), in groups of three. */
export const shift = (text, by) => {
  const [, sign, whole, fraction = "", percent] = GRAMMAR.exec(text);
  let digits = whole.replaceAll(",", "") + fraction;
  let point = digits.length - fraction.length + by;
  if (point <= 0) {
    digits = "0".repeat(1 - point) + digits;
    point = 1;
  }
  digits = digits.padEnd(point, "0");
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ",");
  const right = digits.slice(point);
  return `${sign}${left}${right ? `.${right}` : ""}${percent}`;
};

const collator = new Intl.Collator("zh-u-co-pinyin", { numeric: true });

/* Amounts by value, then dashes, then blanks, whatever the direction; texts by pinyin. */
export const compare = (a, b, numeric, down) => {
  const rank = (text) => (text === "" ? 2 : numeric && valueOf(text) === null ? 1 : 0);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (rank(a)) return 0;
  const [one, other] = numeric ? [valueOf(a), valueOf(b)] : [collator.compare(a, b), 0];
  const order = one < other ? -1 : one > other ? 1 : 0;
  return down ? -order : order;
};
