/** What these properties need in Heap's cookie: the measure that Heap itself names. */
export function measure(properties) {
  return encodeURIComponent(JSON.stringify(properties)).length;
}

/**
 * As many of the properties as fit into so many bytes. They are listed in order of importance, and what does not fit is
 * left out from the end. If it is given, the property `counter` says how many those are, within the same bytes.
 */
export function fit(entries, bytes, counter) {
  let least = 0;
  let most = entries.length;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (measure(first(entries, middle, counter)) <= bytes) {
      least = middle;
    } else {
      most = middle - 1;
    }
  }
  const kept = first(entries, least, counter);
  return {
    properties: measure(kept) <= bytes ? kept : {},
    omitted: entries.slice(least).map(([name]) => name),
  };
}

function first(entries, count, counter) {
  const properties = {};
  entries.slice(0, count).forEach(([name, value]) => (properties[name] = value));
  if (counter && count < entries.length) {
    properties[counter] = entries.length - count;
  }
  return properties;
}
