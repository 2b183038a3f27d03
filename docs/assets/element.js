/**
 * Creates an element. Text is never parsed as HTML; an attribute that is undefined is left out.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | undefined>} [attributes]
 * @param {...(Node | string)} children
 */
export function element(name, attributes = {}, ...children) {
  const created = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) created.setAttribute(key, value)
  }
  created.append(...children)
  return created
}

/**
 * The text of a node on one line; a no-break space stays.
 *
 * @param {Node} node
 */
export const words = node => (node.textContent ?? "").replace(/[ \t\r\n]+/g, " ").trim()

/**
 * The text of an element without what a selector matches in it.
 *
 * @param {Element} whole
 * @param {string} selector
 */
export function textWithout(whole, selector) {
  const copy = /** @type {Element} */ (whole.cloneNode(true))
  for (const part of copy.querySelectorAll(selector)) part.remove()
  return words(copy)
}
