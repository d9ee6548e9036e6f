// What scripts say, in the page's language: ids are English, `words.<language>.js` holds the translations.
const words = globalThis.speglaWords ?? {};

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** `message` in the page's language with its `{places}` filled. */
export function tr(message, values = {}) {
  return filled(words[message] || message, values);
}

/** The singular or plural form for `n`; `{n}` is filled with n. */
export function ntr(singular, plural, n, values = {}) {
  const [one, many] = words[singular] ?? [singular, plural];
  return filled(n === 1 ? one : many, { n, ...values });
}
