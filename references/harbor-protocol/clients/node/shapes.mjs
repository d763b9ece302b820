/** Closed shapes: a member that is missing, mistyped or unknown throws. */
export class Mistyped extends Error {}

const shape = (what, takes) => ({
  check(value, at) {
    if (!takes(value)) throw new Mistyped(`${at} is ${JSON.stringify(value)}; it must be ${what}`);
  },
});

export const text = (pattern = /^[^]*$/) => shape(`a text like ${pattern}`, v => typeof v === 'string' && pattern.test(v));
export const oneOf = (...values) => shape(`one of ${values.join(', ')}`, v => values.includes(v));
export const integer = shape('a whole number', Number.isSafeInteger);
export const nanos = shape('a whole number of nanoseconds', Number.isInteger);
export const number = shape('a number', Number.isFinite);
export const bool = shape('true or false', v => typeof v === 'boolean');
export const time = text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/);
export const free = shape('an object', v => typeof v === 'object' && v !== null && !Array.isArray(v));

export const list = item => ({
  item,
  check(value, at) {
    if (!Array.isArray(value)) throw new Mistyped(`${at} is ${JSON.stringify(value)}; it must be a list`);
    value.forEach((one, number) => item.check(one, `${at}[${number}]`));
  },
});

export const map = item => ({
  check(value, at) {
    free.check(value, at);
    Object.entries(value).forEach(([name, one]) => item.check(one, `${at}.${name}`));
  },
});

/** An object with these members and no others; those of `optional` may be absent. Nothing is ever null. */
export const members = (needed, optional = {}) => ({
  needed,
  all: {...needed, ...optional},
  check(value, at) {
    free.check(value, at);
    for (const name of Object.keys(needed)) {
      if (!(name in value)) throw new Mistyped(`${at} has no ${name}; it has ${Object.keys(value).join(', ')}`);
    }
    for (const [name, one] of Object.entries(value)) {
      if (!(name in this.all)) throw new Mistyped(`${at} has ${name}, which it must not have`);
      this.all[name].check(one, `${at}.${name}`);
    }
  },
});

/** The members that stand in a value, each with the object that holds it and whether it must be there. */
function* places(shape, value) {
  if (shape.item) {
    for (const one of value) yield* places(shape.item, one);
  } else if (shape.all) {
    for (const [name, one] of Object.entries(value)) {
      yield {holder: value, name, needed: name in shape.needed};
      yield* places(shape.all[name], one);
    }
  }
}

/** Takes away and mistypes every member in turn; whatever is not noticed throws. */
export function proveStrict(shape, value) {
  const copy = structuredClone(value);
  for (const {holder, name, needed} of [...places(shape, copy)]) {
    const kept = holder[name];
    for (const fault of needed ? ['missing', 'mistyped'] : ['mistyped']) {
      if (fault === 'missing') delete holder[name];
      else holder[name] = null;
      let noticed = false;
      try {
        shape.check(copy, 'answer');
      } catch {
        noticed = true;
      }
      holder[name] = kept;
      if (!noticed) throw new Error(`${name} was ${fault}, and nobody noticed`);
    }
  }
}
