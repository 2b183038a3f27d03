// What the reader remembers, in this browser alone: whether / opens the search, and the citation style.
// Where a browser keeps nothing, nothing is remembered.

export function recall(name) {
  try {
    return localStorage.getItem(`reader.${name}`)
  } catch {
    return null
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(`reader.${name}`, value)
  } catch {
    // as said above
  }
}
