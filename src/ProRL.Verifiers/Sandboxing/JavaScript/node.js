// The part of Node that contest programs and test files use, made anew for this sandbox. It runs inside the program's own
// realm, so a program can break it, but only for itself: nothing that decides a verdict lives here.
(function (host) {
  'use strict';
  const then = Promise.prototype.then;
  const events = [];
  const timers = [];
  const active = new Map();
  let now = 0;
  let nextTimer = 1;
  let nextOrder = 0;

  function inspect(value, depth, seen) {
    if (typeof value === 'string') return "'" + value.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n') + "'";
    if (typeof value === 'bigint') return value + 'n';
    if (Object.is(value, -0)) return '-0';
    if (typeof value === 'symbol') return value.toString();
    if (typeof value === 'function') return '[Function: ' + (value.name || '(anonymous)') + ']';
    if (value === null || typeof value !== 'object') return String(value);
    if (value instanceof Error) return value.stack ? String(value.stack) : value.name + ': ' + value.message;
    if (value instanceof Date) return isNaN(value) ? 'Invalid Date' : value.toISOString();
    if (value instanceof RegExp) return String(value);
    if (seen.includes(value)) return '[Circular *1]';
    if (depth > 2) return Array.isArray(value) ? '[Array]' : '[Object]';
    const inner = seen.concat([value]);
    const show = v => inspect(v, depth + 1, inner);
    const key = k => (/^[A-Za-z_$][\w$]*$/.test(k) ? k : "'" + k + "'");
    let open = '{', close = '}', parts;
    if (Array.isArray(value)) {
      open = '['; close = ']';
      parts = value.slice(0, 100).map(show);
      if (value.length > 100) parts.push('... ' + (value.length - 100) + ' more items');
    } else if (value instanceof Map) {
      open = 'Map(' + value.size + ') {';
      parts = [...value].map(([k, v]) => show(k) + ' => ' + show(v));
    } else if (value instanceof Set) {
      open = 'Set(' + value.size + ') {';
      parts = [...value].map(show);
    } else {
      const type = value.constructor && value.constructor !== Object ? value.constructor.name : '';
      if (type) open = type + ' {';
      parts = Object.keys(value).map(k => key(k) + ': ' + show(value[k]));
    }
    if (parts.length === 0) return open + close;
    const line = open + ' ' + parts.join(', ') + ' ' + close;
    const indent = '  '.repeat(depth + 1);
    return line.length <= 76 ? line : open + '\n' + indent + parts.join(',\n' + indent) + '\n' + '  '.repeat(depth) + close;
  }

  function format(...args) {
    let text = '';
    let used = 0;
    if (typeof args[0] === 'string') {
      used = 1;
      text = args[0].replace(/%[sdifjoOc%]/g, spec => {
        if (spec === '%%') return args.length > 1 ? '%' : spec;
        if (used >= args.length) return spec;
        const value = args[used++];
        switch (spec) {
          case '%s': return typeof value === 'object' && value !== null ? inspect(value, 0, []) : String(value);
          case '%d': return typeof value === 'bigint' ? value + 'n' : String(Number(value));
          case '%i': return String(parseInt(value, 10));
          case '%f': return String(parseFloat(value));
          case '%j': return JSON.stringify(value);
          case '%c': return '';
          default: return inspect(value, 0, []);
        }
      });
    }
    for (; used < args.length; used++) {
      const value = args[used];
      text += (used === 0 ? '' : ' ') + (typeof value === 'string' ? value : inspect(value, 0, []));
    }
    return text;
  }

  class EventEmitter {
    on(name, listener) {
      (this._listeners ??= {})[name] ??= [];
      this._listeners[name].push(listener);
      if (this._started) this._started(name);
      return this;
    }
    addListener(name, listener) { return this.on(name, listener); }
    once(name, listener) {
      const wrapped = (...args) => { this.off(name, wrapped); listener.apply(this, args); };
      return this.on(name, wrapped);
    }
    off(name, listener) {
      const all = this._listeners?.[name];
      if (all) this._listeners[name] = all.filter(l => l !== listener);
      return this;
    }
    removeListener(name, listener) { return this.off(name, listener); }
    removeAllListeners(name) { if (this._listeners) delete this._listeners[name]; return this; }
    emit(name, ...args) {
      const all = this._listeners?.[name] ?? [];
      for (const listener of all.slice()) listener.apply(this, args);
      return all.length > 0;
    }
  }
  EventEmitter.EventEmitter = EventEmitter;

  // A heap: the timer that is due first, and of those the one made first, lies at 0.
  const before = (a, b) => a.at < b.at || (a.at === b.at && a.order < b.order);
  function pushTimer(timer) {
    timer.order = nextOrder++;
    let at = timers.push(timer) - 1;
    for (let up; at > 0 && before(timer, timers[up = (at - 1) >> 1]); at = up) {
      timers[at] = timers[up];
      timers[up] = timer;
    }
  }
  function popTimer() {
    const first = timers[0];
    const last = timers.pop();
    if (timers.length === 0) return first;
    timers[0] = last;
    for (let at = 0; ;) {
      let down = 2 * at + 1;
      if (down + 1 < timers.length && before(timers[down + 1], timers[down])) down++;
      if (down >= timers.length || !before(timers[down], last)) return first;
      timers[at] = timers[down];
      timers[down] = last;
      at = down;
    }
  }
  function addTimer(callback, delay, repeat, args) {
    if (typeof callback !== 'function') throw new TypeError('The "callback" argument must be of type function.');
    const every = Math.max(1, Number(delay) || 1);
    const timer = { id: nextTimer++, order: 0, at: now + every, every: repeat ? every : 0, run: () => callback(...args) };
    active.set(timer.id, timer);
    pushTimer(timer);
    return { id: timer.id, ref() { return this; }, unref() { return this; }, [Symbol.toPrimitive]() { return this.id; } };
  }
  function clearTimer(handle) {
    active.delete(Number(handle && typeof handle === 'object' ? handle.id : handle));
  }

  // Time is virtual: a timer's wait costs nothing, and the order of events is the same on every machine.
  function next() {
    if (events.length > 0) {
      events.shift()();
      return true;
    }
    while (timers.length > 0) {
      const timer = popTimer();
      if (!active.has(timer.id)) continue;
      now = Math.max(now, timer.at);
      if (timer.every > 0) {
        timer.at = now + timer.every;
        pushTimer(timer);
      } else {
        active.delete(timer.id);
      }
      timer.run();
      return true;
    }
    return false;
  }

  let stdinTaken = false;
  function takeStdin() {
    if (stdinTaken) return '';
    stdinTaken = true;
    return host.stdin();
  }
  function lines(text) {
    const all = text.split(/\r\n|\n|\r/);
    if (all[all.length - 1] === '') all.pop();
    return all;
  }

  class Stdin extends EventEmitter {
    fd = 0;
    isTTY = false;
    setEncoding() { return this; }
    resume() { return this; }
    pause() { return this; }
    unref() { return this; }
    pipe(to) { this.on('data', text => to.write(text)); return to; }
    read() { const text = this._text ?? null; this._text = null; return text; }
    _started(name) {
      if (this._scheduled || !['data', 'end', 'readable', 'close'].includes(name)) return;
      this._scheduled = true;
      events.push(() => {
        const text = takeStdin();
        this._text = text === '' ? null : text;
        if (text !== '') this.emit('data', text);
        this.emit('readable');
      });
      events.push(() => { this._text = null; this.emit('readable'); this.emit('end'); this.emit('close'); });
    }
    async *[Symbol.asyncIterator]() { const text = takeStdin(); if (text !== '') yield text; }
  }

  class Interface extends EventEmitter {
    constructor() {
      super();
      this._queue = null;
      this._waiting = [];
      events.push(() => this._step());
    }
    _lines() { return this._queue ??= lines(takeStdin()); }
    _step() {
      if (this._closed) return;
      const queue = this._lines();
      const asked = this._waiting.shift();
      if (queue.length === 0) {
        if (!this._iterated) this.close();
        return;
      }
      if (asked) asked(queue.shift());
      else if (this._listeners?.line?.length) this.emit('line', queue.shift());
      else if (this._idle++ > 1) { if (this._listeners?.close) this.close(); return; }
      events.push(() => this._step());
    }
    _idle = 0;
    _started(name) { if (name === 'line' && this._idle > 1) { this._idle = 0; events.push(() => this._step()); } }
    question(prompt, options, callback) {
      host.write(1, String(prompt));
      this._idle = 0;
      this._waiting.push(callback ?? options);
      events.push(() => this._step());
    }
    setPrompt(prompt) { this._prompt = prompt; }
    prompt() { host.write(1, String(this._prompt ?? '> ')); }
    write() { }
    pause() { return this; }
    resume() { return this; }
    close() {
      if (this._closed) return;
      this._closed = true;
      this.emit('close');
    }
    async *[Symbol.asyncIterator]() {
      this._iterated = true;
      const queue = this._lines().splice(0);
      this._closed = true;
      for (const line of queue) yield line;
      this.emit('close');
    }
  }

  class Text {
    constructor(text) { this._text = text; this.length = text.length; }
    toString() { return this._text; }
    toJSON() { return this._text; }
  }

  const isStdin = file => file === 0 || file === '/dev/stdin' || file === 'dev/stdin';
  const fs = {
    readFileSync(file, options) {
      if (!isStdin(file)) throw Object.assign(new Error("ENOENT: no such file or directory, open '" + file + "'"), { code: 'ENOENT' });
      const text = takeStdin();
      return options ? text : new Text(text);
    },
    writeSync(fd, text) { host.write(fd, String(text)); return String(text).length; },
    writeFileSync(file, text) {
      if (file === 1 || file === '/dev/stdout') host.write(1, String(text));
      else if (file === 2 || file === '/dev/stderr') host.write(2, String(text));
      else throw Object.assign(new Error("EROFS: read-only file system, open '" + file + "'"), { code: 'EROFS' });
    },
    existsSync: isStdin,
  };

  class AssertionError extends Error {
    constructor(message) { super(message); this.name = 'AssertionError'; this.code = 'ERR_ASSERTION'; }
  }
  function same(a, b, strict) {
    if (strict ? Object.is(a, b) : a == b || (a !== a && b !== b)) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
    if (a instanceof Map && b instanceof Map) return a.size === b.size && [...a].every(([k, v]) => b.has(k) && same(v, b.get(k), strict));
    if (a instanceof Set && b instanceof Set) return a.size === b.size && [...a].every(v => b.has(v) || [...b].some(w => same(v, w, strict)));
    if (a instanceof Error && b instanceof Error && (a.name !== b.name || a.message !== b.message)) return false;
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every(k => Object.hasOwn(b, k) && same(a[k], b[k], strict));
  }
  function check(passed, message, fallback) {
    host.asserted(!!passed);
    if (passed) return;
    if (message instanceof Error) throw message;
    throw new AssertionError(message ?? fallback);
  }
  const difference = (a, word, b) => inspect(a, 0, []) + ' ' + word + ' ' + inspect(b, 0, []);
  function matches(error, expected) {
    if (expected === undefined || typeof expected === 'string') return true;
    if (expected instanceof RegExp) return expected.test(String(error));
    if (typeof expected === 'function') return expected.prototype !== undefined && error instanceof expected || expected.prototype === undefined && expected(error) === true;
    return Object.keys(expected).every(k => expected[k] instanceof RegExp ? expected[k].test(error[k]) : same(error[k], expected[k], true));
  }
  const assert = Object.assign((value, message) => check(value, message, 'The expression evaluated to a falsy value'), {
    AssertionError,
    ok: (value, message) => check(value, message, 'The expression evaluated to a falsy value'),
    equal: (a, b, message) => check(a == b || (a !== a && b !== b), message, difference(a, '==', b)),
    notEqual: (a, b, message) => check(a != b, message, difference(a, '!=', b)),
    strictEqual: (a, b, message) => check(Object.is(a, b), message, difference(a, '===', b)),
    notStrictEqual: (a, b, message) => check(!Object.is(a, b), message, difference(a, '!==', b)),
    deepEqual: (a, b, message) => check(same(a, b, false), message, difference(a, 'is not', b)),
    deepStrictEqual: (a, b, message) => check(same(a, b, true), message, difference(a, 'is not', b)),
    notDeepEqual: (a, b, message) => check(!same(a, b, false), message, difference(a, 'is', b)),
    notDeepStrictEqual: (a, b, message) => check(!same(a, b, true), message, difference(a, 'is', b)),
    match: (text, pattern, message) => check(pattern.test(text), message, difference(text, 'does not match', pattern)),
    fail: message => check(false, message, 'Failed'),
    throws(run, expected, message) {
      let error, thrown = false;
      try { run(); } catch (e) { thrown = true; error = e; }
      check(thrown && matches(error, expected), message, thrown ? 'Another error than expected: ' + error : 'Missing expected exception');
    },
    doesNotThrow(run, message) {
      try { run(); } catch (e) { check(false, message, 'Got unwanted exception: ' + e); }
      check(true);
    },
    async rejects(promise, expected, message) {
      let error, thrown = false;
      try { await (typeof promise === 'function' ? promise() : promise); } catch (e) { thrown = true; error = e; }
      check(thrown && matches(error, expected), message, thrown ? 'Another error than expected: ' + error : 'Missing expected rejection');
    },
  });
  assert.strict = assert;

  const stdin = new Stdin();
  class ExitlessEmitter extends EventEmitter { }
  const process = Object.assign(new ExitlessEmitter(), {
    argv: ['node', 'program.js'],
    env: {},
    platform: 'linux',
    version: 'v20.0.0',
    versions: { node: '20.0.0' },
    pid: 1,
    exitCode: undefined,
    stdin,
    stdout: { fd: 1, isTTY: false, write(text) { host.write(1, String(text)); return true; }, end(text) { if (text !== undefined) host.write(1, String(text)); }, on() { return this; } },
    stderr: { fd: 2, isTTY: false, write(text) { host.write(2, String(text)); return true; } },
    exit(code) { host.exit(Number(code ?? process.exitCode ?? 0) || 0); },
    abort() { host.exit(134); },
    nextTick(callback, ...args) { then.call(Promise.resolve(), () => callback(...args)); },
    hrtime: Object.assign(() => [Math.floor(now / 1000), (now % 1000) * 1e6], { bigint: () => BigInt(Math.floor(now)) * 1000000n }),
    uptime: () => now / 1000,
    cwd: () => '/',
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0 }),
  });
  const performance = { now: () => now };
  const readline = { createInterface: () => new Interface(), clearLine() { }, cursorTo() { } };
  const modules = {
    fs, readline, assert, events: EventEmitter, process,
    'assert/strict': assert,
    util: { inspect: value => inspect(value, 0, []), format, isDeepStrictEqual: (a, b) => same(a, b, true), promisify: f => (...args) => new Promise((ok, no) => f(...args, (e, v) => (e ? no(e) : ok(v)))) },
    os: { EOL: '\n', cpus: () => [], platform: () => 'linux' },
    perf_hooks: { performance },
    'readline/promises': { createInterface: () => { const rl = new Interface(); const ask = rl.question.bind(rl); rl.question = prompt => new Promise(ok => ask(prompt, ok)); return rl; } },
  };
  const require = Object.assign(name => {
    const bare = String(name).replace(/^node:/, '');
    if (Object.hasOwn(modules, bare)) return modules[bare];
    throw Object.assign(new Error("Cannot find module '" + name + "': this judge has only " + Object.keys(modules).join(', ') + '.'), { code: 'MODULE_NOT_FOUND' });
  }, { cache: {} });

  const out = fd => (...args) => host.write(fd, format(...args) + '\n');
  const counts = new Map();
  const console = {
    log: out(1), info: out(1), debug: out(1), error: out(2), warn: out(2), trace: out(2), dir: value => host.write(1, inspect(value, 0, []) + '\n'), table: out(1),
    group: out(1), groupEnd() { }, time() { }, timeEnd() { }, timeLog() { },
    count(label = 'default') { counts.set(label, (counts.get(label) ?? 0) + 1); host.write(1, label + ': ' + counts.get(label) + '\n'); },
    assert(passed, ...message) {
      host.asserted(!!passed);
      if (!passed) host.write(2, 'Assertion failed' + (message.length ? ': ' + format(...message) : '') + '\n');
    },
  };

  const define = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  const module = { exports: {} };
  define('console', console);
  define('process', process);
  define('require', require);
  define('module', module);
  define('exports', module.exports);
  define('global', globalThis);
  define('performance', performance);
  define('setTimeout', (callback, delay, ...args) => addTimer(callback, delay, false, args));
  define('setInterval', (callback, delay, ...args) => addTimer(callback, delay, true, args));
  define('setImmediate', (callback, ...args) => addTimer(callback, 0, false, args));
  define('clearTimeout', clearTimer);
  define('clearInterval', clearTimer);
  define('clearImmediate', clearTimer);
  define('queueMicrotask', callback => { then.call(Promise.resolve(), callback); });

  // The same numbers for every run: a verdict must not depend on chance. (xorshift32)
  let state = 0x9E3779B9;
  Math.random = () => {
    state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };

  // One native call may make a text of a gigabyte, or walk shared parts for ever, before any limit is looked at: these
  // ask first.
  const guarded = (holder, name, ask) => {
    const original = holder[name];
    const wrapped = { [name](...args) { ask(this, args); return original.apply(this, args); } }[name];
    Object.defineProperty(wrapped, 'length', { value: original.length });
    Object.defineProperty(holder, name, { value: wrapped, writable: true, configurable: true, enumerable: false });
  };
  const length = value => (typeof value === 'string' ? value.length : 64);
  const count = value => (typeof value === 'number' && value > 0 ? value : 0);
  guarded(String.prototype, 'repeat', (text, [n]) => host.room(length(text) * count(n)));
  guarded(String.prototype, 'padStart', (text, [n]) => host.room(count(n)));
  guarded(String.prototype, 'padEnd', (text, [n]) => host.room(count(n)));
  const split = String.prototype.split;
  guarded(String.prototype, 'replaceAll', (text, [what, by]) => {
    if (typeof text === 'string' && typeof what === 'string' && typeof by === 'string' && text.length * by.length > 1e6)
      host.room((split.call(text, what).length - 1) * by.length);
  });
  guarded(JSON, 'stringify', (_, [value]) => host.written(value));
  for (const name of ['join', 'toString', 'toLocaleString', 'flat']) {
    guarded(Array.prototype, name, (array, [between]) => {
      if (typeof between === 'string') host.room(array.length * between.length);
      host.written(array);
    });
  }
  for (const name of ['ArrayBuffer', 'SharedArrayBuffer', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array']) {
    const original = globalThis[name];
    if (typeof original !== 'function') continue;
    const bounded = new Proxy(original, {
      construct(target, args, newTarget) {
        if (typeof args[0] === 'number') host.room(args[0] * (original.BYTES_PER_ELEMENT ?? 1));
        return Reflect.construct(target, args, newTarget);
      },
    });
    define(name, bounded);
    Object.defineProperty(original.prototype, 'constructor', { value: bounded, writable: true, configurable: true, enumerable: false });
  }

  return {
    next,
    observe: (promise, kept, broken) => { then.call(promise, kept, broken); },
    find: name => {
      const value = module.exports;
      return typeof value === 'function' && (value.name === name || Object.keys(value).length === 0) ? value : value?.[name];
    },
    exitCode: () => process.exitCode,
    argv: process.argv,
    resolved: value => Promise.resolve(value),
  };
})
