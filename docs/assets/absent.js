// What is said of a theme, or another filter, that an address asks for and that nothing here has.

import { element } from "./element.js"

/**
 * What the page says of something withdrawn, which leads on; or a sentence.
 *
 * @param {string} filter the name of the filter in the address
 * @param {string} value
 * @param {string} name what the filter is called
 */
export function absent(filter, value, name = filter) {
  const withdrawn = document.getElementById("withdrawn")
  const found = withdrawn instanceof HTMLTemplateElement &&
    withdrawn.content.querySelector(`[data-${filter}="${CSS.escape(value)}"]`)
  return found ? document.importNode(found, true) : element("span", {}, `Nothing here has the ${name} “${value}”.`)
}
