// What stands around a family in JavaScript: see JavaScriptPlugin. Everything crosses as JSON.
(function () {
  "use strict";
  for (const [owner, name] of [[Math, "random"], [globalThis, "Date"]])
    Object.defineProperty(owner, name, { value: function () { throw new Error(`${name} gives another value each time; generate and demonstrate are given a source of chance`); } });

  const chance = unit => {
    const rng = {
      unit,
      int(low, high) {
        if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || low > high)
          throw new RangeError(`rng.int(${low}, ${high}) must have two whole numbers, the smaller one first`);
        return low + Math.floor(unit() * (high - low + 1));
      },
      chance: p => unit() < p,
      pick: items => items[rng.int(0, items.length - 1)],
      shuffle(items) {
        for (let i = items.length - 1; i > 0; i--) {
          const j = rng.int(0, i);
          [items[i], items[j]] = [items[j], items[i]];
        }
        return items;
      },
    };
    return rng;
  };

  return {
    about: family => JSON.stringify({ ...family, functions: Object.keys(family).filter(name => typeof family[name] === "function") }),
    call: (family, name, given, unit) => JSON.stringify(family[name](...JSON.parse(given), ...(unit ? [chance(unit)] : []))),
  };
})()
