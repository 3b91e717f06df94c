// How full does the tram get? A family in JavaScript: a module that exports an object.

const most = stops => {
  let aboard = 0, most = 0;
  for (const [off, on] of stops) {
    aboard += on - off;
    most = Math.max(most, aboard);
  }
  return most;
};

export default {
  id: "examples/fullest_tram-v1",
  summary: "the most passengers aboard at a time",
  domain: "logic",
  maxLevel: 6,
  defaults: { stops: 6, crowd: 9 },

  atLevel: level => ({ stops: 3 + 3 * level, crowd: 5 + 4 * level }),

  validate({ stops, crowd }) {
    const mistakes = [];
    if (!Number.isInteger(stops) || stops < 2 || stops > 100) mistakes.push(`stops is ${stops}; it must be a whole number from 2 to 100`);
    if (!Number.isInteger(crowd) || crowd < 3 || crowd > 1000) mistakes.push(`crowd is ${crowd}; it must be a whole number from 3 to 1000`);
    return mistakes;
  },

  // Chance comes from rng alone: unit(), int(low, high), chance(p), pick(list), shuffle(list).
  generate({ stops, crowd }, rng) {
    let aboard = 0;
    return {
      stops: Array.from({ length: stops }, () => {
        const off = rng.int(0, aboard), on = rng.int(0, crowd);
        aboard += on - off;
        return [off, on];
      }),
    };
  },

  difficulty: ({ stops }) => stops.length,

  ask: ({ stops }) =>
    `An empty tram makes ${stops.length} stops. ` +
    stops.map(([off, on], i) => `Stop ${i + 1}: ${off} get off, then ${on} get on.`).join(" ") +
    " How many passengers are aboard when it is fullest? Give the number between <answer> and </answer>.",

  solve: ({ stops }) => String(most(stops)),

  // A number from 0 to 1, or with a reason of one sentence. The answer is a text, trimmed and not empty.
  judge({ stops }, answer) {
    if (!/^[0-9]{1,6}$/.test(answer)) return { score: 0, reason: "The answer is no whole number." };
    return Number(answer) === most(stops) ? 1 : { score: 0, reason: "That is not how full the tram gets." };
  },

  // Rows that callers bring: what is wrong with them is said here.
  read({ stops }) {
    if (!Array.isArray(stops) || !stops.every(s => Array.isArray(s) && s.length === 2 && s.every(n => Number.isInteger(n) && n >= 0)))
      throw new TypeError("stops must be a list of pairs of whole numbers, off and on");
    return { stops };
  },
};
