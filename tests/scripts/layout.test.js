// Notes in the column beside a passage.

import assert from "node:assert/strict"
import test from "node:test"
import { fit } from "../../docs/assets/layout.js"

const LINE = 10
const GAP = 4

const fitted = (room, ...notes) => fit(notes.map(([top, lines]) => ({ top, lines })), room, LINE, GAP)
  .map(({ top, lines }) => [top, lines])

test("where there is room, a note stands where it would, with all its lines", () => {
  assert.deepEqual(fitted(200, [5, 3], [80, 2]), [[5, 3], [80, 2]])
})

test("a note that would overlap stands below the one before it", () => {
  assert.deepEqual(fitted(200, [0, 3], [10, 1], [12, 1]), [[0, 3], [34, 1], [48, 1]])
})

test("what would stand below the column moves up", () => {
  assert.deepEqual(fitted(100, [90, 3], [95, 2]), [[46, 3], [80, 2]])
})

test("notes that are too long are shortened evenly, short ones not at all", () => {
  assert.deepEqual(fitted(100, [0, 9], [0, 2], [0, 9]), [[0, 3], [34, 2], [58, 3]])
})

test("what has no room for two lines is left out, the last first", () => {
  assert.deepEqual(fitted(50, [0, 5], [0, 5], [0, 5]), [[0, 2], [24, 2], [0, 0]])
  assert.deepEqual(fitted(10, [0, 5]), [[0, 0]])
})

test("the first matter most, and the tops decide the order", () => {
  assert.deepEqual(fitted(50, [30, 5], [0, 5], [10, 5]), [[30, 2], [0, 2], [10, 0]])
})

test("no notes need no room", () => {
  assert.deepEqual(fitted(0), [])
})
