// What the reader chooses, kept in this browser's local storage and nowhere else. Where a browser keeps
// nothing, everything is as it comes.

/**
 * @param {string} name
 * @returns {string | null}
 */
export function load(name) {
  try {
    return localStorage.getItem(`reader.${name}`)
  } catch {
    return null
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function save(name, value) {
  try {
    if (value) localStorage.setItem(`reader.${name}`, value)
    else localStorage.removeItem(`reader.${name}`)
  } catch {
    // as said above
  }
}
