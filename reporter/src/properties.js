// Heap takes names shorter than 512 characters and values shorter than 1,024; an older page of its names 255 for what is
// known of a user.
const LONGEST_NAME = 511;
const LONGEST_VALUE = 1023;
const LONGEST_USER_VALUE = 255;

/** The flags as properties that Heap takes, in the order in which they were asked for. */
export function flagProperties(flags, options) {
  const entries = [];
  const wanted = options.flags || Object.keys(flags).sort();
  wanted.filter((key) => has(flags, key)).forEach((key) => {
    const fields = (options.fields || {})[key];
    if (fields && isObject(flags[key])) {
      fields.forEach((path) => add(entries, options.prefix + key + '.' + path, at(flags[key], path)));
    } else {
      add(entries, options.prefix + key, flags[key]);
    }
  });
  return { entries, missing: wanted.filter((key) => !has(flags, key)) };
}

/** What may stand at a user: shorter, and never under Heap's own name for the user. */
export function userProperties(entries) {
  const properties = {};
  entries.filter(([name]) => name.toLowerCase() !== 'id').forEach(([name, value]) => {
    properties[name] = typeof value === 'string' ? cut(value, LONGEST_USER_VALUE) : value;
  });
  return properties;
}

function add(entries, name, value) {
  if (value !== undefined) {
    entries.push([cut(name, LONGEST_NAME), plain(value)]);
  }
}

/** A flag without a value is told too: it must look different from one that was left out. */
function plain(value) {
  if (typeof value === 'boolean' || typeof value === 'number') {
    return value;
  }
  return cut(typeof value === 'string' ? value : JSON.stringify(value), LONGEST_VALUE);
}

/** Never between the halves of one character. */
function cut(text, longest) {
  return text.length > longest ? text.slice(0, longest).replace(/[\ud800-\udbff]$/, '') : text;
}

function at(value, path) {
  return path.split('.').reduce((inner, name) => (isObject(inner) && has(inner, name) ? inner[name] : undefined), value);
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}

export function has(object, key) {
  return Object.prototype.hasOwnProperty.call(object, key);
}
