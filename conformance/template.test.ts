import { describe, expect, it } from 'vitest'
import { scanJsonBody } from './json-body.ts'
import type { JsonValue } from './json-value.ts'
import { parseTemplate, renderJson, renderText, VariableError } from './template.ts'

const variables = new Map<string, JsonValue>([
  ['uid', 'u1'],
  ['id', 7],
  ['none', null],
  ['list', [1]],
  ['odd', 'a "b"\n\\c'],
])

describe('templates', () => {
  it('put values of every plain type into a text', () => {
    expect(renderText(parseTemplate('{{uid}}/{{ id }}-{{none}}.'), variables)).toBe('u1/7-null.')
  })

  it('leave single braces alone', () => {
    expect(renderText(parseTemplate('a{2}}'), variables)).toBe('a{2}}')
  })

  it.each(['{{uid', '{{}}', '{{uid urlEncode}}', '{{1}}'])('refuse %s', (text) => {
    expect(() => parseTemplate(text)).toThrow(SyntaxError)
  })

  it('name the variable that is not set, or has no text form', () => {
    expect(() => renderText(parseTemplate('{{token}}'), variables)).toThrow('{{token}} is not set')
    expect(() => renderText(parseTemplate('{{list}}'), variables)).toThrow(VariableError)
  })
})

describe('JSON bodies', () => {
  it('escape a value inside a string, and keep the type of a value outside of one', () => {
    const { template } = scanJsonBody(
      '{"text": "<{{odd}}>", "id": {{id}}, "none": {{none}}, "list": {{list}}}',
    )
    const body = JSON.parse(renderJson(template, variables))
    expect(body).toEqual({ text: '<a "b"\n\\c>', id: 7, none: null, list: [1] })
  })

  it('end where the document ends, whatever its strings hold', () => {
    const document = '{"a": "}] \\" {", "b": [{}, "\\\\"]}'
    const { length, template } = scanJsonBody(`${document}\nHTTP 200 {"c": 1}`)
    expect(length).toBe(document.length)
    expect(renderJson(template, variables)).toBe(document)
  })

  it.each([
    ['{"a": 1', 'does not end'],
    ['{"a": "b}', 'does not end'],
    ['{"a": 1,}', 'not JSON'],
    ['{a: 1}', 'not JSON'],
    ['{"a": "{{uid"}', '}}'],
  ])('refuse %s', (text, reason) => {
    expect(() => scanJsonBody(text)).toThrow(reason)
  })
})
