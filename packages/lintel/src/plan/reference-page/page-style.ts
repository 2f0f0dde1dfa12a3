/** The style of the reference page: light and dark, from the width of a phone on. */

export const pageStyle = `
:root {
  --text: #1c2330; --soft: #5b6577; --line: #dfe3ea; --page: #ffffff; --panel: #f5f7fa; --link: #1f5fbf;
  --get: #1f6f4a; --post: #1f5fbf; --put: #8a5a00; --patch: #6f4aa8; --delete: #b3261e; --code: #f0f2f6;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e4e8ef; --soft: #a3adbd; --line: #2d3542; --page: #12161d; --panel: #1a202a; --link: #84b4ff;
    --get: #63c697; --post: #84b4ff; --put: #e0b45c; --patch: #c2a3f2; --delete: #ff8f85; --code: #222a36;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
code, pre, .method, .status, .route { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { font-size: .875em; background: var(--code); border-radius: 4px; padding: .1em .3em; overflow-wrap: anywhere; }
pre {
  margin: .25rem 0 1rem; padding: .9rem 1rem; background: var(--panel); border: 1px solid var(--line);
  border-radius: 8px; font-size: .8125rem; line-height: 1.5; overflow-x: auto; max-height: 34rem;
}
pre i { font-style: normal; color: var(--link); }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
h1 small { font-size: 1rem; font-weight: 400; color: var(--soft); }
h2 { font-size: 1.5rem; margin: 0 0 .5rem; }
h3 { font-size: 1.2rem; margin: 0; }
h4 { font-size: .8125rem; font-weight: 600; color: var(--soft); margin: 1.25rem 0 .35rem; }
p { margin: .4rem 0; }
ul { list-style: none; margin: 0; padding: 0; }
main { padding: 2rem 1.25rem 6rem; max-width: 84rem; min-width: 0; }
section { margin-bottom: 3.5rem; }
article { border-top: 1px solid var(--line); padding: 1.75rem 0; content-visibility: auto; contain-intrinsic-size: auto 40rem; }
article:target h3 { color: var(--link); }
.route { margin: .4rem 0 .8rem; overflow-wrap: anywhere; }
.route code { background: none; padding: 0; font-size: .95rem; }
.access { font: .8125rem/1.5 system-ui, sans-serif; color: var(--soft); }
.method { font-size: .75rem; font-weight: 700; letter-spacing: .02em; }
.method.get, .method.head { color: var(--get); } .method.post { color: var(--post); } .method.put { color: var(--put); }
.method.patch { color: var(--patch); } .method.delete { color: var(--delete); }
.route .method { border: 1px solid currentColor; border-radius: 5px; padding: .15rem .4rem; margin-right: .25rem; }
.status { font-size: .8125rem; font-weight: 700; color: var(--soft); }
.status.s2 { color: var(--get); } .status.s3 { color: var(--post); } .status.s4 { color: var(--put); } .status.s5 { color: var(--delete); }
.deprecated { font-size: .75rem; font-weight: 600; color: var(--delete); border: 1px solid currentColor; border-radius: 5px; padding: .1rem .35rem; vertical-align: middle; }
.columns { display: grid; gap: 0 2.5rem; }
.columns > div { min-width: 0; }
.properties > li { padding: .45rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.properties > li:first-child { border-top: 0; }
.properties .properties { margin: .35rem 0 0; padding-left: .9rem; border-left: 2px solid var(--line); }
.name { font-weight: 600; }
.required { font-size: .75rem; font-weight: 500; color: var(--delete); }
.type { color: var(--soft); font-size: .875rem; } .type code { font-size: .8125rem; }
.rules, .place, .note, .content { color: var(--soft); font-size: .875rem; }
.place { border: 1px solid var(--line); border-radius: 4px; padding: 0 .3rem; font-size: .75rem; }
.refusals > li { display: flex; gap: .6rem; align-items: baseline; padding: .2rem 0; font-size: .9375rem; }
.refusals p { margin: 0; } .refusals .type { margin-left: auto; }
nav { padding: 1rem 1.25rem; background: var(--panel); font-size: .9rem; }
nav h2 { font-size: .9rem; margin: 1.1rem 0 .3rem; } nav h2 a { color: var(--text); }
nav li a { display: flex; gap: .5rem; align-items: baseline; padding: .22rem 0; color: var(--soft); overflow-wrap: anywhere; }
nav li a:hover { color: var(--text); text-decoration: none; }
nav .method { flex: 0 0 3.4rem; font-size: .6875rem; }
#menu { position: absolute; opacity: 0; }
label[for=menu] { display: block; padding: .8rem 1.25rem; background: var(--panel); border-bottom: 1px solid var(--line); font-weight: 600; cursor: pointer; }
label[for=menu]::before { content: "☰"; margin-right: .6rem; }
#menu:focus-visible + label, a:focus-visible { outline: 2px solid var(--link); outline-offset: -2px; }
@media (max-width: 59.99rem) { #menu:not(:checked) ~ nav { display: none; } }
@media (min-width: 60rem) {
  body { display: grid; grid-template-columns: 18rem minmax(0, 1fr); }
  #menu, label[for=menu] { display: none; }
  nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; border-right: 1px solid var(--line); padding-bottom: 3rem; }
  main { padding: 2.5rem 3rem 8rem; }
}
@media (min-width: 80rem) {
  .columns { grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); }
  .examples { position: sticky; top: 1rem; align-self: start; }
  .examples h4:first-child { margin-top: .4rem; }
}
@media print { nav, label[for=menu], #menu { display: none; } article { content-visibility: visible; } body { display: block; } }
`
