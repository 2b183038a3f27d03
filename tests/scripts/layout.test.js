// Notes beside the text.

import assert from "node:assert/strict"
import test from "node:test"
import { column } from "../../docs/assets/layout.js"

test("where there is room, a box stands where it wants to", () => {
  assert.deepEqual(column([{ top: 5, height: 10 }, { top: 40, height: 10 }], 4), { tops: [5, 40], height: 54 })
})

test("a box that would overlap stands below the one before it", () => {
  const boxes = [{ top: 0, height: 30 }, { top: 10, height: 10 }, { top: 12, height: 10 }, { top: 90, height: 1 }]
  assert.deepEqual(column(boxes, 4).tops, [0, 34, 48, 90])
})

test("the tops decide the order, and equal ones keep theirs", () => {
  const boxes = [{ top: 50, height: 10 }, { top: 0, height: 10 }, { top: 50, height: 10 }]
  assert.deepEqual(column(boxes, 4), { tops: [50, 0, 64], height: 78 })
})

test("nothing needs no height", () => {
  assert.deepEqual(column([], 4), { tops: [], height: 0 })
})
