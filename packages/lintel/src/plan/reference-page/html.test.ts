import { expect, test } from 'vitest'
import { anchor, html, joined } from './html.ts'

test('every sign that means something in HTML is escaped, in text and in attributes', () => {
  const text = `<b>"it's" & more</b>`
  const safe = '&lt;b&gt;&quot;it&#39;s&quot; &amp; more&lt;/b&gt;'
  expect(html`<p title="${text}">${text}</p>`.text).toBe(`<p title="${safe}">${safe}</p>`)
})

test('HTML stays HTML, lists are joined, and nothing is nothing', () => {
  const items = ['<', html`<i>b</i>`, [1, undefined]]
  expect(html`<p>${items}${undefined}</p>`.text).toBe('<p>&lt;<i>b</i>1</p>')
  expect(html`${joined(['a', 'b', 'c'], html`<br>`)}`.text).toBe('a<br>b<br>c')
})

test('anchors hold no sign of HTML, and are different for different names', () => {
  const names = ['Order', 'order', 'a b', 'a_b', 'a_20_b', '"><x', 'é']
  const anchors = names.map((name) => anchor('schema', name))
  expect(new Set(anchors).size).toBe(names.length)
  for (const each of anchors) expect(each).toMatch(/^schema-[\w-]+$/)
})
