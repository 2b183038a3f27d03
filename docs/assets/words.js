// Words as the search counts them: between spaces, without the punctuation around them.

const WORD = /[\p{L}\p{N}](?:\S*[\p{L}\p{N}])?/gu

/**
 * A word without the punctuation around it.
 *
 * @param {string} word
 */
export const bare = word => word.match(WORD)?.[0] ?? ""

/**
 * Where the words stand in a text, whatever their case.
 *
 * @param {string} text
 * @param {string} words separated by spaces
 * @returns {{ start: number, end: number }[]}
 */
export function find(text, words) {
  const wanted = new Set(words.toLowerCase().split(/\s+/))
  return [...text.matchAll(WORD)]
    .filter(([word]) => wanted.has(word.toLowerCase()))
    .map(({ 0: word, index }) => ({ start: index, end: index + word.length }))
}
