import js from "@eslint/js"
import globals from "globals"

export default [
  js.configs.recommended,
  {
    languageOptions: { globals: globals.nodeBuiltin },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "eqeqeq": "error",
      "no-implicit-globals": "error",
      "no-restricted-properties": ["error",
        { object: "document", property: "write", message: "Text is never parsed as HTML." },
        ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map(property =>
          ({ property, message: "Text is never parsed as HTML." }))],
      "no-shadow": ["error", { ignoreOnInitialization: true }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  { files: ["docs/assets/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["docs/assets/settings.js"], languageOptions: { sourceType: "script" } },
]
