/**
 * A citation as text, made one of a passage: the bibliography, and the in-text form if the style has one.
 * Where the reference and the address of the passage belong there are slots; what a slot's `data-lead`
 * holds is written before its value.
 *
 * @param {Element} formatted
 * @param {Record<string, string>} values of the slots, by name
 */
export function citation(formatted, values) {
  const copy = /** @type {Element} */ (formatted.cloneNode(true))
  /** @type {NodeListOf<HTMLElement>} */
  const slots = copy.querySelectorAll("[data-slot]")
  for (const slot of slots) {
    const { slot: name = "", lead = "" } = slot.dataset
    slot.textContent = lead + values[name]
  }
  return [...copy.querySelectorAll(".bibliography, .in-text")]
    .map(form => form.textContent.replace(/\s+/g, " ").trim())
    .join(" ")
}
