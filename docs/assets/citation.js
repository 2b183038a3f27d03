/**
 * A citation, as a page has it, made one of a passage. Where the number of its paragraph and its address
 * belong there are slots; what a slot's `data-lead` holds is written before its value.
 *
 * @param {Element} formatted
 * @param {Record<string, string>} values of the slots, by name
 * @returns {HTMLElement} a copy with its slots filled
 */
export function citation(formatted, values) {
  const copy = /** @type {HTMLElement} */ (formatted.cloneNode(true))
  /** @type {NodeListOf<HTMLElement>} */
  const slots = copy.querySelectorAll("[data-slot]")
  for (const slot of slots) {
    const { slot: name = "", lead = "" } = slot.dataset
    slot.replaceWith(lead + values[name])
  }
  copy.normalize()
  return copy
}

/**
 * Words within quotation marks: their own marks are turned, double to single and single to double.
 *
 * An apostrophe stays: a single mark counts only within double ones, and one that closes stands before
 * no letter.
 *
 * @param {string} words
 */
export function turned(words) {
  let double = 0
  let single = 0
  return words.replace(/[“”‘’]/g, (mark, /** @type {number} */ at) => {
    if (mark === "“") {
      double++
      return "‘"
    }
    if (mark === "”") {
      double = Math.max(0, double - 1)
      return "’"
    }
    if (!double) return mark
    if (mark === "‘") {
      single++
      return "“"
    }
    if (!single || /\p{L}/u.test(words[at + 1] ?? "")) return mark
    single--
    return "”"
  })
}
