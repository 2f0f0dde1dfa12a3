import { describe, expect, it } from 'vitest'
import { parseHurl } from './hurl-parser.ts'

const wholeFile = `# A file
# Setup: register
POST {{host}}/api/users
Authorization: Token {{token}}
{
  "user": {"name": "u_{{uid}}"}
}
HTTP 201 # created
[Captures]
token: jsonpath "$.user.token"
[Asserts]
jsonpath "$.user.name" == "u_{{uid}}"
# between two asserts

header "Content-Type" contains "json"

GET {{host}}/api/tags?limit=1&offset=2
HTTP 200
[Asserts]
jsonpath "$.tags" count >= 1
jsonpath "$.tags[0]" matches "^\\\\d{4}"
jsonpath "$.tags" not isEmpty
`

describe('parseHurl', () => {
  const [register, tags] = parseHurl('a.hurl', wholeFile).requests

  it('reads the request', () => {
    expect(register).toMatchObject({
      line: 3,
      name: 'Setup: register',
      method: 'POST',
      url: [{ variable: 'host' }, '/api/users'],
      headers: [{ name: 'Authorization', value: ['Token ', { variable: 'token' }] }],
      status: { line: 8, code: 201 },
    })
    expect(register?.body).toContainEqual({ variable: 'uid', inString: true })
  })

  it('reads captures and asserts, whatever their order, with their lines', () => {
    expect(register?.captures).toMatchObject([{ line: 10, variable: 'token' }])
    expect(register?.asserts.map(({ line }) => line)).toEqual([12, 15])
    expect(register?.asserts[0]?.predicate).toEqual({
      negated: false,
      test: {
        kind: 'equality',
        operator: '==',
        expected: { kind: 'text', template: ['u_', { variable: 'uid' }] },
      },
    })
  })

  it('reads filters, patterns and negation', () => {
    expect(tags).toMatchObject({
      method: 'GET',
      name: 'GET {{host}}/api/tags?limit=1&offset=2',
      body: undefined,
    })
    const [count, pattern, filled] = tags?.asserts ?? []
    expect(count).toMatchObject({
      query: { count: true },
      predicate: { test: { operator: '>=', expected: 1 } },
    })
    expect(pattern?.predicate.test).toEqual({ kind: 'matches', pattern: /^\d{4}/u })
    expect(filled?.predicate).toEqual({ negated: true, test: { kind: 'state', state: 'isEmpty' } })
  })

  it('reads a file with Windows line ends and a byte order mark the same way', () => {
    const windows = parseHurl('a.hurl', `\uFEFF${wholeFile.replaceAll('\n', '\r\n')}`)
    expect(windows.requests.map(({ line, asserts }) => [line, asserts.length])).toEqual([
      [3, 2],
      [17, 3],
    ])
  })

  it('gives no request for a file of comments', () => {
    expect(parseHurl('a.hurl', '# nothing\n\n').requests).toEqual([])
  })
})

const answered = 'GET {{host}}/\nHTTP 200\n'

// Each is good Hurl, or nearly; what this runner does not know must stop it at that line.
const refused: [text: string, line: number, problem: string][] = [
  ['FETCH {{host}}/\nHTTP 200', 1, '"FETCH" is not a known method'],
  ['get {{host}}/\nHTTP 200', 1, '"get" is not a known method'],
  ['GET\nHTTP 200', 1, 'needs a URL'],
  ['GET {{host}}/#part\nHTTP 200', 1, 'a # in a URL'],
  ['GET {{host/\nHTTP 200', 1, 'without its }}'],
  ['GET {{host}}/ extra\nHTTP 200', 1, '"extra" is not understood'],
  ['GET {{host}}/\nHeader: a # b\nHTTP 200', 2, 'a comment or an escape in a header'],
  ['GET {{host}}/\n[QueryStringParams]\na: b\nHTTP 200', 2, 'was expected, not "[QueryStringParams]"'],
  ['GET {{host}}/\n[Options]\nretry: 3\nHTTP 200', 2, 'was expected, not "[Options]"'],
  ['POST {{host}}/\n```\ntext\n```\nHTTP 200', 2, 'was expected, not "```"'],
  ['POST {{host}}/\nfile,a.json;\nHTTP 200', 2, 'was expected, not "file,a.json;"'],
  ['POST {{host}}/\n{"a": }\nHTTP 200', 2, 'the body is not JSON'],
  ['POST {{host}}/\n{"a": 1} trailing\nHTTP 200', 2, '"trailing" is not understood'],
  ['POST {{host}}/\n{\n"a": 1\nHTTP 200', 2, 'does not end'],
  ['GET {{host}}/', 1, 'the file ends where'],
  ['GET {{host}}/\n\nGET {{host}}/\nHTTP 200', 3, 'was expected, not "GET {{host}}/"'],
  ['GET {{host}}/\nHTTP *', 2, '"*" is not a status'],
  ['GET {{host}}/\nHTTP 2xx', 2, '"2xx" is not a status'],
  ['GET {{host}}/\nHTTP/1.1 200', 2, 'was expected, not "HTTP/1.1 200"'],
  ['GET {{host}}/\nHTTP 200 OK', 2, '"OK" is not understood'],
  [`${answered}Content-Type: text/html`, 3, 'a section or a request was expected'],
  [`${answered}{"a": 1}`, 3, 'a section or a request was expected'],
  [`${answered}[Cookies]\na: b`, 3, '[Cookies] is not understood'],
  [`${answered}[Captures]\ntoken jsonpath "$.a"`, 4, 'a capture is written'],
  [`${answered}[Captures]\ntoken: jsonpath "$.a" redact`, 4, '"redact" is not understood'],
  [`${answered}[Asserts]\nxpath "//a" exists`, 4, 'the query "xpath"'],
  [`${answered}[Asserts]\njsonpath $.a exists`, 4, 'must be in double quotes'],
  [`${answered}[Asserts]\njsonpath "$.a exists`, 4, 'does not end'],
  [`${answered}[Asserts]\njsonpath "$..a" exists`, 4, 'the JSONPath $..a is not understood'],
  [`${answered}[Asserts]\njsonpath "$.{{a}}" exists`, 4, 'a JSONPath with a variable'],
  [`${answered}[Asserts]\njsonpath "$.a" nth 0 == 1`, 4, '"nth" is neither a filter nor a predicate'],
  [`${answered}[Asserts]\njsonpath "$.a"`, 4, '"" is neither a filter nor a predicate'],
  [`${answered}[Asserts]\njsonpath "$.a" isDate`, 4, '"isDate" is neither'],
  [`${answered}[Asserts]\njsonpath "$.a" not not exists`, 4, '"not" is neither'],
  [`${answered}[Asserts]\njsonpath "$.a" == [1]`, 4, 'the value "[1]"'],
  [`${answered}[Asserts]\njsonpath "$.a" == 1e3`, 4, 'the value "1e3"'],
  [`${answered}[Asserts]\njsonpath "$.a" == x{{b}}`, 4, 'the value "x{{b}}"'],
  [`${answered}[Asserts]\njsonpath "$.a" ==`, 4, 'the value ""'],
  [`${answered}[Asserts]\njsonpath "$.a" >= "1"`, 4, 'is not a number'],
  [`${answered}[Asserts]\njsonpath "$.a" == 1 2`, 4, '"2" is not understood'],
  [`${answered}[Asserts]\njsonpath "$.a" == "\\q"`, 4, 'the escape \\q'],
  [`${answered}[Asserts]\njsonpath "$.a" matches "("`, 4, 'Invalid regular expression'],
  [`${answered}[Asserts]\njsonpath "$.a" matches /a/`, 4, 'must be in double quotes'],
  [`${answered}[Asserts]\njsonpath "$.a" matches "{{b}}"`, 4, 'a regular expression with a variable'],
]

describe('what the parser does not understand', () => {
  it.each(refused)('stops at %j (line %i)', (text, line, problem) => {
    expect(() => parseHurl('dir/a.hurl', text)).toThrow(expect.objectContaining({ file: 'dir/a.hurl', line }))
    expect(() => parseHurl('dir/a.hurl', text)).toThrow(`dir/a.hurl:${line}: `)
    expect(() => parseHurl('dir/a.hurl', text)).toThrow(problem)
  })
})
