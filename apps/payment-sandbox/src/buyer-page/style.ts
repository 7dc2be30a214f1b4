/** The buyer page's whole look: no font, picture or script from anywhere. Contrast is at least 4.5:1 in both schemes. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --page: #eef1f6; --card: #ffffff; --ink: #14202f; --soft: #53606f; --line: #dbe1e9;
  --accent: #0b5cad; --accent-ink: #ffffff; --focus: #b35900;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10151c; --card: #1a222d; --ink: #eef2f7; --soft: #a9b4c1; --line: #303b49;
    --accent: #7db7f0; --accent-ink: #0b1a2b; --focus: #ffb866;
  }
}
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between; max-width: 30rem; margin: 0 auto; padding: 1.5rem 1rem .75rem; }
.mark { font-weight: 700; }
.note, .hint, .merchant, .quantity { color: var(--soft); }
.note, .hint { font-size: .875rem; }
main { max-width: 30rem; margin: 0 auto 2rem; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 1rem; box-shadow: 0 .5rem 2rem rgb(20 32 47 / .08); }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
.merchant { margin: 0; }
.total { margin: .5rem 0 1.5rem; font-size: 2rem; font-variant-numeric: tabular-nums; }
table { width: 100%; margin-bottom: 1.5rem; border-collapse: collapse; }
caption { padding-bottom: .5rem; text-align: left; font-weight: 600; overflow-wrap: anywhere; }
th, td { padding: .5rem 0; border-top: 1px solid var(--line); vertical-align: top; }
th { text-align: left; font-weight: 400; overflow-wrap: anywhere; }
td { padding-left: 1rem; text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.parts th, .parts td { color: var(--soft); }
tfoot th, tfoot td { font-weight: 700; }
form { display: grid; gap: .75rem; }
form .hint { margin: -.25rem 0 0; text-align: center; }
button, .button { display: block; width: 100%; min-height: 3rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .75rem; background: transparent; color: var(--ink); font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
button:hover, .button:hover { border-color: var(--accent); }
.primary { border-color: var(--accent); background: var(--accent); color: var(--accent-ink); }
.quiet { border-color: transparent; color: var(--soft); text-decoration: underline; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
@media (max-width: 32rem) { main { margin: 0 .5rem 1rem; padding: 1.25rem; } }
`;
