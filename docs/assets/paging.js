/**
 * Which page of a long text has what an id names: an id begins with that of its section.
 *
 * @param {string} id
 * @param {string[][]} pages the ids of the sections of each page
 * @returns {number} -1 if no page has it
 */
export function pageOf(id, pages) {
  const [section] = pages
    .flat()
    .filter(held => id === held || id.startsWith(`${held}-`))
    .sort((one, other) => other.length - one.length)
  return pages.findIndex(held => held.includes(section))
}
