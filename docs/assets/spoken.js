import { element } from "./element.js"

/**
 * A reference, in which ¶ is spoken as “paragraph”.
 *
 * @param {string} reference
 * @returns {(Node | string)[]}
 */
export function spoken(reference) {
  const pilcrow = [element("span", { "aria-hidden": "true" }, "¶"), element("span", { class: "spoken" }, "paragraph ")]
  const [before, after] = reference.split("¶")
  return after === undefined ? [reference] : [before, ...pilcrow, after]
}
