/**
 * Lays boxes out in a column: each at the top it wants, or below the box before it.
 *
 * @param {{ top: number, height: number }[]} wanted
 * @param {number} gap below each box
 * @returns {{ tops: number[], height: number }} the tops in the order of `wanted`, and the height needed
 */
export function column(wanted, gap) {
  const tops = wanted.map(box => box.top)
  const order = [...wanted.keys()].sort((one, other) => tops[one] - tops[other])
  let height = 0
  for (const at of order) {
    tops[at] = Math.max(tops[at], height)
    height = tops[at] + wanted[at].height + gap
  }
  return { tops, height }
}
